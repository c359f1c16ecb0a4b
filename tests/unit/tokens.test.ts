// The colours of both themes: contrast on paper, and the two places where dark is written.
import { describe, expect, test } from 'vitest';
import { contrast, rgbOf, tokenBlocks } from '../helpers/contrast.ts';

const blocks = tokenBlocks();
const [light, darkBySystem, darkByChoice] = blocks;

test('dark is the same whether the system or the reader chose it', () => {
  expect(blocks).toHaveLength(3);
  expect(darkBySystem).toEqual(darkByChoice);
});

describe.each([
  ['light', light!],
  ['dark', darkByChoice!],
])('%s', (_, colours) => {
  const on = (name: string, ground: string) => contrast(rgbOf(colours.get(name)!), rgbOf(colours.get(ground)!));

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
