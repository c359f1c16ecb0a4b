// The slider of a variant's level: its name and its range are the variant's.
import { LEVELS } from '../../model/variants.ts';

/** @param name where the level's name stands, its symbol behind it */
export function fitLevel(slider: HTMLInputElement, name: HTMLElement, kind: keyof typeof LEVELS): void {
  const { name: words, symbol, min, max } = LEVELS[kind];
  name.textContent = slider.ariaLabel = `${words}, ${symbol}`;
  Object.assign(slider, { min: String(min), max: String(max), step: String((max - min) / 100) });
}
