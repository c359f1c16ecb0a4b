// One digit as numbers: on a page, and on a phone where it can be read.
import { mountDigitPixels } from './figure.ts';
import { strokes } from '../../kit/cases/made-up.ts';

const image = strokes(1, 4);

export const cases = [
  { name: 'digit-pixels', mount: mountDigitPixels, options: { width: 720 }, data: { image, label: 1, pixel: 405 } },
  { name: 'digit-pixels-phone', mount: mountDigitPixels, options: { width: 328, onRead: () => {} }, data: { image, label: 1, pixel: 0 } },
];
