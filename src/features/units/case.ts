// Units: one of the encoder by its digits, one of the decoder over the plane on a phone.
import { gridCodes, windowAround } from '../../kit/draw/plane.ts';
import { CELLS, mountUnits, PAGE, type UnitsData } from './figure.ts';
import { random } from '../../model/random.ts';
import { PIXELS, type ModelSpec } from '../../model/spec.ts';
import { largest } from '../../model/units.ts';
import { clouds, ellipses } from '../../kit/cases/codes.ts';

const field = clouds(500);
const window = windowAround(field.codes);
const spec: ModelSpec = { units: [PIXELS, 30, 2, 20, PIXELS], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 };
const { normal } = random(0, 'case units');
const tilt = (codes: Float32Array) =>
  Float32Array.from({ length: codes.length / 2 }, (_, n) => Math.tanh((codes[2 * n]! + codes[2 * n + 1]!) / 3));
const digits = tilt(field.codes);
const top = largest(digits, 9);
const data: UnitsData = {
  ...field,
  spec,
  window,
  picked: 3,
  sheet: {
    units: Array.from({ length: PAGE }, (_, k) => 29 - k),
    images: Float32Array.from({ length: PAGE * PIXELS }, () => 0.05 * normal()),
    scale: 0.12,
  },
  layer: 1,
  unit: 29,
  digits,
  top,
  images: ellipses(Float32Array.from(top.flatMap((index) => [...field.codes.subarray(2 * index, 2 * index + 2)]))),
};

export const cases = [
  { name: 'units', mount: mountUnits, options: { width: 864, onUnit: () => {}, onPick: () => {} }, data },
  {
    name: 'units-phone-decoder',
    mount: mountUnits,
    options: { width: 328 },
    data: { ...data, layer: 3, unit: 4, plane: tilt(gridCodes(window, CELLS)) },
  },
];
