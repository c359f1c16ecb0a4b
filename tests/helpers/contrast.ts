// Contrast of colours as WCAG 2.2 defines it, and the papers of the two themes.
import { readFileSync } from 'node:fs';

export type Rgb = readonly [r: number, g: number, b: number];

/** Bytes of a colour written `#rrggbb`. */
export const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** 1 for equal colours to 21 for black on white. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

/** `name: value` of each block of the colours: light, dark by the system's wish, dark by the reader's choice. */
export function tokenBlocks(): readonly ReadonlyMap<string, string>[] {
  const css = readFileSync('src/styles/tokens.css', 'utf8');
  return [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(
    (match) => new Map([...match[1]!.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((pair) => [pair[1]!, pair[2]!])),
  );
}
