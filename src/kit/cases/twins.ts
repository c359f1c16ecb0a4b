// Made-up codes of two networks for the same digits.
import type { TwinsData } from '../draw/twins.ts';
import { clipped, clouds, ellipses } from './codes.ts';

/** 300 digits in the planes of two networks of these names, one digit picked. */
export function twinsData(left: string, right: string): TwinsData {
  const { codes, labels } = clouds(300);
  const other = codes.map((value, i) => (i % 2 === 0 ? -0.4 : 0.9) * value);
  const image = ellipses(codes.slice(8, 10));
  return {
    picked: 4,
    image: clipped(image),
    sides: [
      { codes, labels, name: left, reconstruction: image },
      { codes: other, labels, name: right, reconstruction: image.map((value) => 0.7 * value) },
    ],
  };
}
