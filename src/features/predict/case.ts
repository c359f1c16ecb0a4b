// Guesses: the cost chart empty, drawn on and with the run over it; the plane with marks waiting, placed, and with what came of them.
import { mountCostGuess, type CostGuessData } from './figure-cost.ts';
import { GUESS_STEPS, NO_GUESS, setAt, strokeTo } from './guess.ts';
import { mountPlaceGuess, type PlaceGuessData } from './figure-place.ts';
import { centresOf } from './places.ts';
import { falling } from '../../kit/cases/made-up.ts';

const empty: CostGuessData = {
  guess: NO_GUESS,
  costs: [],
  baselines: { zero: 0.1, mean: 0.06, pca1: 0.0491, pca2: 0.045 },
  open: true,
  name: '',
};
const guess = strokeTo(NO_GUESS, { step: 0, cost: 0.2 }, { step: GUESS_STEPS, cost: 0.02 });

const window = { x: [-10, 10], y: [-10, 10] } as const;
const labels = Uint8Array.from({ length: 60 }, (_, n) => [1, 5, 6][n % 3]!);
const codes = Float32Array.from({ length: 120 }, (_, i) => ((i >> 1) % 3) * 2 + Math.sin(i * 1.7));
const waiting: PlaceGuessData = { digits: [1, 5, 6], guesses: new Map(), open: true, real: null };
const guesses = new Map([
  [1, [-6, 3]],
  [5, [4, 4]],
  [6, [2, -5]],
] as const);
const onPlace = () => {};

export const cases = [
  { name: 'cost-guess-empty', mount: mountCostGuess, options: { width: 648, onStroke: () => {} }, data: empty },
  { name: 'cost-guess-one-slider', mount: mountCostGuess, options: { width: 354 }, data: { ...empty, guess: setAt(NO_GUESS, 2, 0.05) } },
  {
    name: 'cost-guess-with-run',
    mount: mountCostGuess,
    options: { width: 648, onStroke: () => {} },
    data: { ...empty, guess, costs: falling(GUESS_STEPS, 5, 0.15, 0.022, 3), open: false, name: 'your run' },
  },
  { name: 'place-guess-waiting', mount: mountPlaceGuess, options: { width: 648, window, onPlace }, data: waiting },
  { name: 'place-guess-placed', mount: mountPlaceGuess, options: { width: 354, window, onPlace }, data: { ...waiting, guesses } },
  {
    name: 'place-guess-with-run',
    mount: mountPlaceGuess,
    options: { width: 648, window, onPlace },
    data: { ...waiting, guesses, open: false, real: { codes, labels, centres: centresOf(codes, labels) } },
  },
];
