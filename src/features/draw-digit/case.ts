// A digit of the reader's own among test digits: wide, on a phone with an error beyond all others, and before there is one; and the sheet.
import { mountDrawPad } from './draw-pad.ts';
import { mountOwnDigit, neighboursOf, type OwnDigitData } from './figure.ts';
import { random } from '../../model/random.ts';
import { rows } from '../../model/rows.ts';
import { PIXELS } from '../../model/spec.ts';
import { clipped, clouds, ellipses } from '../../kit/cases/codes.ts';

const { codes, labels } = clouds(120, 4);
const images = clipped(ellipses(codes));
const { uniform } = random(4, 'own digit case');
const errors = Float32Array.from({ length: 120 }, () => 0.08 * uniform() * uniform());

function data(code: readonly [number, number], index: number, seen: number): OwnDigitData {
  const indices = neighboursOf(codes, code);
  const image = images.subarray(index * PIXELS, (index + 1) * PIXELS);
  return {
    codes,
    labels,
    errors,
    own: { image, code, reconstruction: images.subarray(seen * PIXELS, (seen + 1) * PIXELS) },
    neighbours: { indices, images: rows(images, PIXELS, indices) },
  };
}
const pad = { pixelRatio: 1, onStroke: () => {}, onMove: () => {} };
const line = Array.from({ length: 9 }, (_, k) => ({ x: 0.3 + 0.05 * k, y: 0.2 + 0.06 * k, radius: 0.03 }));

export const cases = [
  { name: 'own-digit', mount: mountOwnDigit, options: { width: 640, onPick: () => {} }, data: data([-3, 2], 3, 6) },
  { name: 'own-digit-phone-strange', mount: mountOwnDigit, options: { width: 354 }, data: data([14, 9], 0, 1) },
  { name: 'own-digit-none', mount: mountOwnDigit, options: { width: 640 }, data: { codes, labels } },
  { name: 'draw-pad', mount: mountDrawPad, options: { width: 280, ...pad }, data: { strokes: [line] } },
  { name: 'draw-pad-blank', mount: mountDrawPad, options: { width: 280, ...pad }, data: { strokes: [] } },
  {
    name: 'draw-pad-image',
    mount: mountDrawPad,
    options: { width: 280, ...pad },
    data: { strokes: [], image: images.subarray(0, PIXELS) },
  },
];
