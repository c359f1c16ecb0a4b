// The path between two digits: with its cross-fade's codes; on a phone, before they are known.
import { mountLatentPath, type LatentPathData } from './figure.ts';
import { straightLine } from '../../model/path.ts';
import { clipped, clouds, ellipses } from '../../kit/cases/codes.ts';

const field = clouds(500);
const [start, end] = [0, 1];
const at = (index: number) => field.codes.subarray(2 * index, 2 * index + 2);
const path = straightLine(at(start), at(end), 11);
const faded = straightLine(clipped(ellipses(at(start))), clipped(ellipses(at(end))), 11);
const data: LatentPathData = {
  ...field,
  start,
  end,
  choosing: 'end',
  path,
  decoded: ellipses(path),
  faded,
  fadedCodes: path.map((value, i) => value + (i % 2) * Math.sin(i / 7)),
  frame: 5,
};

export const cases = [
  { name: 'latent-path', mount: mountLatentPath, options: { width: 864, onChoose: () => {}, onFrame: () => {} }, data },
  {
    name: 'latent-path-phone-start',
    mount: mountLatentPath,
    options: { width: 328 },
    data: { ...data, fadedCodes: undefined, choosing: 'start' as const, frame: 0 },
  },
];
