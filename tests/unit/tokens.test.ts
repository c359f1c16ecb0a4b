// The colours of both themes: contrast on paper, and the two places where dark is written.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');
const blocks = [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(
  (match) => new Map([...match[1]!.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((pair) => [pair[1]!, pair[2]!])),
);
const [light, darkBySystem, darkByChoice] = blocks;

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

test('dark is the same whether the system or the reader chose it', () => {
  expect(blocks).toHaveLength(3);
  expect(darkBySystem).toEqual(darkByChoice);
});

describe.each([
  ['light', light!],
  ['dark', darkByChoice!],
])('%s', (_, colours) => {
  const on = (name: string, ground: string) => contrast(colours.get(name)!, colours.get(ground)!);

  test.each(['ink', 'muted', 'accent', 'warn'])('text in --%s reaches 7:1 on paper', (name) => {
    expect(on(name, 'paper')).toBeGreaterThanOrEqual(7);
  });
  test.each(['line', 'below', 'above', ...Array.from({ length: 10 }, (_, digit) => `digit-${digit}`)])(
    'marks in --%s reach 3:1 on paper',
    (name) => {
      expect(on(name, 'paper')).toBeGreaterThanOrEqual(3);
    },
  );
  test('text reaches 4.5:1 on the ground of code and on the accent', () => {
    expect(on('muted', 'paper-2')).toBeGreaterThanOrEqual(4.5);
    expect(on('on-accent', 'accent')).toBeGreaterThanOrEqual(7);
  });
});
