// The race: before it, half way on a phone, and its end with an engine that is wrong; the times are made up.
import { mountRace } from './figure.ts';
import { ENTRANTS, waiting, type RaceRow } from './words.ts';

const before = ENTRANTS.map(waiting);

/** The rows of a race with what came of each so far. */
const rowsWith = (...results: readonly Partial<RaceRow>[]): RaceRow[] => before.map((row, k) => ({ ...row, ...results[k] }));
const right = (msPerStep: number): Partial<RaceRow> => ({ state: 'right', msPerStep });
const missing = (why: string): Partial<RaceRow> => ({ state: 'unavailable', why });

const eight = missing('this processor runs 4 threads at once');
const end = rowsWith(
  right(48.2),
  { ...right(26.4), chosen: true },
  right(17),
  eight,
  right(0.62),
  { state: 'wrong', why: 'the gradient of the weights of layer 1 is wrong' },
  right(140),
  { ...right(971), inSoftware: true },
  right(12_400),
);

export const cases = [
  { name: 'engine-race-before', mount: mountRace, options: { width: 938 }, data: { rows: before } },
  {
    name: 'engine-race-phone-half-way',
    mount: mountRace,
    options: { width: 354 },
    data: { rows: rowsWith(right(48.2), right(26.4), right(17), eight, missing('this browser has no WebGPU'), { state: 'running' }) },
  },
  { name: 'engine-race', mount: mountRace, options: { width: 938, onChoose: () => {} }, data: { rows: end } },
];
