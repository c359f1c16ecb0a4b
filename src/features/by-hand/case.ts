// Two numbers by hand: before and after the encoder's are shown.
import { mountByHand, type ByHandData } from './figure.ts';
import { clipped, ellipses } from '../../kit/cases/codes.ts';

const code = [1.2, -0.4] as const;
const data: ByHandData = {
  target: clipped(ellipses(Float32Array.of(1.3, -0.6))),
  label: 5,
  point: [0, 0],
  image: ellipses(Float32Array.of(0, 0)),
  encoder: null,
};

export const cases = [
  { name: 'by-hand', mount: mountByHand, options: { width: 576 }, data },
  {
    name: 'by-hand-with-encoder',
    mount: mountByHand,
    options: { width: 328 },
    data: { ...data, encoder: { code, image: ellipses(Float32Array.from(code)) } },
  },
];
