// The race in words: an engine's name and times, what came of it, and all of it as one line to be copied.
import { countText, engineText, listText, stepTimeText, timeText } from '../../kit/words.ts';
import { NOTEBOOK_SPEC, RECIPES } from '../../model/recipes.ts';

const { steps, batch } = RECIPES.notebook;

/** An engine in the race: not yet asked, at work, or what came of it. */
export interface RaceRow {
  readonly name: string;
  readonly threads: number;
  readonly state: 'waiting' | 'running' | 'right' | 'wrong' | 'unavailable';
  /** Of one that is right. */
  readonly msPerStep?: number | undefined;
  /** What is wrong with it, or why it cannot be had. */
  readonly why: string;
  /** It computes on graphics that are none. */
  readonly inSoftware: boolean;
  /** The reader wants to train on it. */
  readonly chosen: boolean;
}

/** Who takes part, in the order of the race: every engine of the site, on every number of threads that is tried. */
export const ENTRANTS: readonly Pick<RaceRow, 'name' | 'threads'>[] = [
  ...[1, 2, 4, 8].map((threads) => ({ name: 'simd', threads })),
  ...['wgsl', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'].map((name) => ({ name, threads: 1 })),
];

/** The row of an engine that has not been asked yet. */
export const waiting = ({ name, threads }: Pick<RaceRow, 'name' | 'threads'>): RaceRow => ({
  name,
  threads,
  state: 'waiting',
  why: '',
  inSoftware: false,
  chosen: false,
});

/** An engine on a number of threads, in a sentence. */
const spokenName = ({ name, threads, inSoftware }: RaceRow) =>
  `${name}${threads > 1 ? ` on ${threads} threads` : ''}${inSoftware ? ' in software' : ''}`;

/** What the notebook's 10,000 steps would take. */
export const totalText = (msPerStep: number): string => timeText((steps * msPerStep) / 1000);

/** Those that are right, the fastest first. */
export function ranking(rows: readonly RaceRow[]): (RaceRow & { readonly msPerStep: number })[] {
  return rows
    .flatMap((row) => (row.state === 'right' && row.msPerStep !== undefined ? [{ ...row, msPerStep: row.msPerStep }] : []))
    .sort((a, b) => a.msPerStep - b.msPerStep);
}

/** What came of one engine, without a full stop. */
function rowText(row: RaceRow): string {
  if (row.msPerStep !== undefined) return `${spokenName(row)}: ${stepTimeText(row.msPerStep)} ms a step`;
  return `${spokenName(row)} is ${row.state === 'wrong' ? `wrong: ${row.why}` : 'not to be had here'}`;
}

/** Which engine is being measured, and what came of the one before. */
export function progressText(rows: readonly RaceRow[]): string {
  const at = rows.findIndex(({ state }) => state === 'running');
  const before = rows[at - 1];
  return `${before ? `${rowText(before)}. ` : ''}Measuring ${spokenName(rows[at]!)}, ${at + 1} of ${rows.length}.`;
}

/** What came of the race, in two or three sentences. */
export function resultText(rows: readonly RaceRow[]): string {
  const order = ranking(rows);
  const [first, last] = [order[0], order.at(-1)];
  const wrong = rows.filter(({ state }) => state === 'wrong').map(spokenName);
  const warning = wrong.length > 0 ? ` ${listText(wrong)} computed wrongly.` : '';
  if (!first || !last) return `No engine could be timed.${warning}`;
  const others = last === first ? '' : `, on ${spokenName(last)} ${totalText(last.msPerStep)}`;
  return `${spokenName(first)} is the fastest of those that are right, with ${stepTimeText(first.msPerStep)} ms a step. The notebook's ${countText(steps)} steps would take ${totalText(first.msPerStep)} on it${others}.${warning}`;
}

/** Everything measured, as a line of text. `browser`: what the browser says it is. */
export function lineText(rows: readonly RaceRow[], browser: string): string {
  const times = ranking(rows).map(
    (row) => `${engineText(row)} ${stepTimeText(row.msPerStep)}${row.inSoftware ? ' (in software)' : ''} = ${totalText(row.msPerStep)}`,
  );
  const wrong = rows.filter(({ state }) => state === 'wrong').map((row) => `${engineText(row)} wrong (${row.why})`);
  const missing = rows.filter(({ state }) => state === 'unavailable').map((row) => `${engineText(row)} not here (${row.why})`);
  const recipe = `network ${NOTEBOOK_SPEC.units.join('-')}, batch ${batch}, ms a training step = time of ${countText(steps)} steps`;
  return `${recipe}: ${[...times, ...wrong, ...missing].join('; ')}. ${browser}`.replace(/\s+/g, ' ').trim();
}
