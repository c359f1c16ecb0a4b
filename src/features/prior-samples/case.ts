// Sheets of digits: all there with notes, on a phone, and with a sheet that has nothing yet.
import { mountSheets, PER_ROW, type SheetsData } from '../../kit/draw/sheets.ts';
import { strokes } from '../../kit/cases/made-up.ts';

const sheets = [
  { label: 'test digits', count: PER_ROW },
  { label: 'copies by the run before', count: 2 * PER_ROW },
];
const data: SheetsData = { images: [strokes(PER_ROW, 1), strokes(2 * PER_ROW, 2)], notes: [undefined, 'denoising, σ = 0.3'] };

export const cases = [
  { name: 'sheets', mount: mountSheets, options: { width: 648, sheets }, data },
  { name: 'sheets-phone', mount: mountSheets, options: { width: 354, sheets }, data },
  {
    name: 'sheets-none-yet',
    mount: mountSheets,
    options: { width: 648, sheets },
    data: { images: [data.images[0], undefined], notes: [] },
  },
];
