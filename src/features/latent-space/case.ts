// The latent plane: by digit, by a factor, on a phone before the picked digit has come.
import { mountLatentPlane, type LatentPlaneData } from './figure.ts';
import { clipped, clouds, ellipses } from '../../kit/cases/codes.ts';

const { codes, labels } = clouds(500);
const image = ellipses(codes.slice(8, 10));
const data: LatentPlaneData = { codes, labels, picked: 4, image: clipped(image), reconstruction: image };
const values = Float32Array.from(labels, (_, i) => (codes[2 * i + 1]! + 4) / 9);

export const cases = [
  { name: 'latent-plane', mount: mountLatentPlane, options: { width: 864, onPick: () => {} }, data },
  {
    name: 'latent-plane-by-slant',
    mount: mountLatentPlane,
    options: { width: 640, key: { low: 'slant −20°', high: '30°' } },
    data: { ...data, values },
  },
  {
    name: 'latent-plane-phone-waiting',
    mount: mountLatentPlane,
    options: { width: 328 },
    data: { ...data, image: undefined, reconstruction: undefined },
  },
];
