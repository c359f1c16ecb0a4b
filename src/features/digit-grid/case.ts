// Digit grid: rows and a sheet, still and live, wide and narrow.
import { mountDigitGrid } from './figure.ts';
import { strokes } from '../../kit/cases/made-up.ts';

const images = strokes(90, 3);
const labels = Uint8Array.from({ length: 90 }, (_, i) => [5, 1, 6][i % 3]!);

export const cases = [
  { name: 'digit-grid', mount: mountDigitGrid, options: { width: 720, size: 'rows' as const }, data: { images, labels, picked: null } },
  {
    name: 'digit-grid-picked-phone',
    mount: mountDigitGrid,
    options: { width: 328, size: 'rows' as const, onPick: () => {} },
    data: { images, labels, picked: 3 },
  },
  {
    name: 'digit-grid-sheet',
    mount: mountDigitGrid,
    options: { width: 328, size: 'sheet' as const },
    data: { images, labels, picked: null },
  },
];
