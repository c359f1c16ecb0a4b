// The corner of a plane in which a picture stands: where few codes are, and away from the point.
import { scaleLinear, select } from 'd3';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { Field } from '../../src/kit/draw/code-field.ts';
import { pictureCorner } from '../../src/kit/draw/picture-corner.ts';

const field = {
  x: scaleLinear().domain([0, 10]).range([40, 340]),
  y: scaleLinear().domain([0, 10]).range([240, 20]),
  window: { x: [0, 10], y: [0, 10] },
} as unknown as Field;
/** Codes at the upper right, the upper left and the lower left; most at the upper left. */
const codes = Float32Array.of(9, 9, 1, 9, 1, 9.5, 1, 1);

function side() {
  const { document } = parseHTML('<div></div>');
  const element = document.querySelector<HTMLDivElement>('div')!;
  return { keep: pictureCorner(select(element) as unknown as Parameters<typeof pictureCorner>[0], field), where: () => element.className };
}

test('it stands where no code is, and stays there while the point is elsewhere', () => {
  const { keep, where } = side();
  keep([5, 5], codes);
  expect(where()).toBe('codes-side bottom-right');
  keep([1, 9], codes);
  keep([4, 2], codes);
  expect(where()).toBe('codes-side bottom-right');
});

test('it gives way to the point, to the next corner with few codes', () => {
  const { keep, where } = side();
  keep([5, 5], codes);
  keep([9, 1], codes);
  expect(where()).toBe('codes-side top-right');
  keep([9, 9], codes);
  expect(where()).toBe('codes-side bottom-right');
});

test('a point outside the window counts as on its edge', () => {
  const { keep, where } = side();
  keep([50, -3], codes);
  expect(where()).toBe('codes-side top-right');
});
