// The slider of a variant's level: its name and its range are the variant's.
import type { Level } from '../../model/variants/variant.ts';

/** @param name where the level's name stands, its symbol behind it */
export function fitLevel(slider: HTMLInputElement, name: HTMLElement, { name: words, symbol, min, max, whole }: Level): void {
  name.textContent = slider.ariaLabel = `${words}, ${symbol}`;
  Object.assign(slider, { min: String(min), max: String(max), step: String(whole ? 1 : (max - min) / 100) });
}
