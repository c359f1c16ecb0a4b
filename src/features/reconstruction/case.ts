// Reconstructions: in a row, and on a phone.
import { mountReconstruction, pageIndices, type ReconstructionData } from './figure.ts';
import { clipped, clouds, ellipses } from '../../kit/cases/codes.ts';

const watched = clouds(500);
const indices = [...pageIndices(watched.labels, 0), 4];
const codes = Float32Array.from(indices.flatMap((index) => [watched.codes[2 * index]!, watched.codes[2 * index + 1]!]));
const data: ReconstructionData = {
  indices,
  labels: indices.map((index) => watched.labels[index]!),
  images: clipped(ellipses(codes.map((value) => value * 1.2))),
  codes,
  reconstructions: ellipses(codes),
};

export const cases = [
  { name: 'reconstruction', mount: mountReconstruction, options: { width: 864, onPick: () => {} }, data },
  { name: 'reconstruction-phone', mount: mountReconstruction, options: { width: 328 }, data },
];
