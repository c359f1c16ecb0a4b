// The ten marks: each has a shape of its own that can be filled.
import { path, symbol } from 'd3';
import { expect, test } from 'vitest';
import { DIGIT_SYMBOLS } from '../../src/kit/draw/marks.ts';

test('ten digits, ten shapes', () => {
  expect(new Set(DIGIT_SYMBOLS.map((type) => symbol(type, 100)())).size).toBe(10);
});

test.each([...DIGIT_SYMBOLS.keys()])('the shape of %i encloses an area: lines alone would paint nothing', (digit) => {
  const drawn = path();
  DIGIT_SYMBOLS[digit]!.draw(drawn as unknown as CanvasPath, 100);
  expect(String(drawn)).toMatch(/Z|A/);
});
