// The order of the bench: every engine warms up, then they take turns, so that a machine's slow minute hits them all.
import { errorMessage } from '../../model/error-message.ts';
import type { Counts } from './counts.ts';
import { labelOf, type Block, type Command, type Finished, type Reply, type Row, type Started } from './rows.ts';

/** A row's own process or page. Only one is asked at a time; the others are idle. */
export interface Place {
  ask(command: Command): Promise<Reply>;
  close(): Promise<void>;
}

export interface Result extends Row {
  /** What the engine failed with; what it would have measured is null then. */
  readonly error?: string;
  readonly msPerStep: number | null;
  /** Milliseconds a step of each block. */
  readonly blocks: readonly number[];
  readonly counts: Counts | null;
  readonly peakBytes: number | null;
  readonly cost: number | null;
}

/** An engine slower than this takes part in two rounds only. Milliseconds a step. */
const SLOW = 4_000;
const SLOW_ROUNDS = 2;

/** No answer takes so long, even where graphics run in software. Milliseconds. */
const LIMIT = 300_000;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Who takes part in a round, in which order: everyone is first once before anyone is first again. */
export function turns<Each>(all: readonly Each[], round: number): Each[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

async function within<Value>(promise: Promise<Value>, limit: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${limit / 1000} seconds`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

interface Contestant {
  readonly row: Row;
  place?: Place;
  started?: Started;
  readonly blocks: number[];
  finished?: Finished;
  error?: string;
}

const told = ({ row }: Contestant) => `${labelOf(row)}, batch ${row.train.batch}`;

export interface Contest {
  readonly rows: readonly Row[];
  readonly rounds: number;
  readonly open: (row: Row) => Promise<Place>;
  /** Progress, for whoever waits. */
  readonly say: (line: string) => void;
}

/** Carries the bench out. An engine that fails is out, with its reason; the others go on. */
export async function contest({ rows, rounds, open, say }: Contest): Promise<Result[]> {
  const all = rows.map((row): Contestant => ({ row, blocks: [] }));

  async function ask<Done extends Started | Block | Finished>(each: Contestant, command: Command): Promise<Done | undefined> {
    try {
      if (command.do === 'start') each.place = await within(open(each.row), LIMIT);
      const reply = await within(each.place!.ask(command), LIMIT);
      if ('done' in reply) return reply.done as Done;
      throw new Error(reply.error);
    } catch (error) {
      each.error = errorMessage(error).split('\n')[0]!;
      say(`${told(each)}: ${each.error}`);
      await close(each);
      return undefined;
    }
  }
  /** A page that has crashed cannot be closed in order, and need not. */
  const close = async ({ place }: Contestant) => place?.close().catch(() => {});

  for (const each of all) {
    say(`${told(each)}: starting`);
    const started = await ask<Started>(each, { do: 'start', row: each.row });
    if (started) each.started = started;
  }
  for (let round = 0; round < rounds; round++) {
    for (const each of turns(all, round)) {
      if (!each.started || each.error !== undefined || (each.started.msPerStep > SLOW && round >= SLOW_ROUNDS)) continue;
      const block = await ask<Block>(each, { do: 'block' });
      if (!block) continue;
      each.blocks.push(block.milliseconds / block.steps);
      say(`round ${round + 1} of ${rounds}: ${told(each)} ${each.blocks.at(-1)!.toFixed(1)} ms a step`);
    }
  }
  for (const each of all) {
    if (!each.started || each.error !== undefined) continue;
    const finished = await ask<Finished>(each, { do: 'finish' });
    if (finished) each.finished = finished;
    await close(each);
  }

  return all.map(({ row, started, blocks, finished, error }): Result => {
    if (error !== undefined || !started || !finished || blocks.length === 0) {
      return { ...row, error: error ?? 'it took no step', msPerStep: null, blocks: [], counts: null, peakBytes: null, cost: null };
    }
    return { ...row, msPerStep: median(blocks), blocks, ...finished, cost: started.cost };
  });
}
