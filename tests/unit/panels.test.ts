// Views that fill boxes: the lab's arrangements, digits in a box, moments in a strip; and what covers a page.
import { expect, test } from 'vitest';
import { arrangementFrom, arrangementText, FIRST, placed, PRESETS, TOOLS } from '../../src/features/lab/panels.ts';
import { fitDigits, PAGE } from '../../src/features/reconstruction/figure.ts';
import { drawnMoments } from '../../src/features/timeline/figure.ts';

test('an arrangement goes into an address and comes back; anything but four different tools is refused', () => {
  for (const preset of Object.values(PRESETS)) expect(arrangementFrom(arrangementText(preset))).toEqual(preset);
  for (const text of [
    null,
    '',
    'plane',
    'plane.cost.copies',
    'plane.cost.copies.map.film',
    'plane.plane.cost.map',
    'plane.cost.copies.__proto__',
  ])
    expect(arrangementFrom(text), String(text)).toBeUndefined();
});

test('every arrangement has four tools that exist, and a tool that is chosen changes places with the one it replaces', () => {
  for (const preset of Object.values(PRESETS)) {
    expect(new Set(preset).size).toBe(4);
    for (const tool of preset) expect(TOOLS).toHaveProperty(tool);
  }
  expect(placed(FIRST, 0, 'cost')).toEqual(['cost', 'plane', 'copies', 'map']);
  expect(placed(FIRST, 3, 'units')).toEqual(['plane', 'cost', 'copies', 'units']);
});

test.each([
  [380, 300],
  [250, 500],
  [175, 150],
  [1200, 90],
])('twelve digits over their reconstructions fit into a box of %i by %i pixels', (width, height) => {
  const { columns, side, errors } = fitDigits(width, height);
  const rows = Math.ceil(PAGE / columns);
  expect(side).toBeGreaterThan(10);
  expect(columns * side).toBeLessThanOrEqual(width);
  expect(rows * (2 * side + (errors ? 18 : 0))).toBeLessThanOrEqual(height);
});

test('a strip with room for fewer moments than there are keeps the first and the last, in order', () => {
  expect(drawnMoments(4, 10)).toEqual([0, 1, 2, 3]);
  expect(drawnMoments(30, 4)).toEqual([0, 10, 19, 29]);
  expect(drawnMoments(30, 1)).toEqual([29]);
});
