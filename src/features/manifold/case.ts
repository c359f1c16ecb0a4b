// The manifold: ink, jet, with codes laid over it, coarse on a phone.
import { mountManifold, type ManifoldData } from './figure.ts';
import { gridCodes, manifoldWindow, windowAround } from '../../kit/draw/plane.ts';
import { clouds, ellipses } from '../../kit/cases/codes.ts';

const overlay = clouds(500);
const window = manifoldWindow(overlay.codes);
const grid = (n: number): ManifoldData => ({
  n,
  window,
  images: ellipses(gridCodes(window, n)),
  colouring: 'ink',
  overlay: null,
  point: [2, 2],
});

export const cases = [
  { name: 'manifold', mount: mountManifold, options: { width: 864, onPick: () => {} }, data: grid(20) },
  { name: 'manifold-jet', mount: mountManifold, options: { width: 640 }, data: { ...grid(15), colouring: 'jet' as const } },
  { name: 'manifold-with-codes', mount: mountManifold, options: { width: 640 }, data: { ...grid(15), overlay } },
  {
    name: 'manifold-region',
    mount: mountManifold,
    options: { width: 864, onPick: () => {}, onRegion: () => {} },
    data: { ...grid(10), region: { ...overlay, window: windowAround(overlay.codes), drawing: true } },
  },
  { name: 'manifold-phone', mount: mountManifold, options: { width: 328 }, data: grid(10) },
];
