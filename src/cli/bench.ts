// `npm run bench`: how long a training step of the notebook's network takes, engine by engine, on this machine, or a run to a cost; or how
// smooth the page is.
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { RECIPES } from '../model/recipes.ts';
import { contest } from './bench/contest.ts';
import { openBrowser } from './bench/in-browser.ts';
import { openNode } from './bench/in-node.ts';
import { installPeers } from './bench/install.ts';
import { benchPage, smoothnessText } from './bench/page.ts';
import { GPU_NAMES, ROW_NAMES, rowsOf, type Row, type RowName } from './bench/rows.ts';
import { toJson, toTable } from './bench/table.ts';
import { toTimeJson, toTimeTable } from './bench/time-table.ts';
import { recipeRuns, TIMED_ROWS, timedRows } from './bench/time-to.ts';
import { benchWaits, waitsTable } from './bench/waits.ts';
import { runCommand } from './run-command.ts';

const USAGE = `usage: npm run bench -- [--engines A,B] [--rounds N] [--batches A,B] [--gpu] [--json]
       npm run bench -- --time-to COST [--seeds N] [--engines A,B] [--rounds N] [--gpu] [--json]
       npm run bench -- --page [--json]
       npm run bench -- --waits [--json]
  --engines  which ones: ${ROW_NAMES.join(', ')} (default all)
  --rounds   blocks of steps for each, 1 to 99 (default 5)
  --batches  images a step, 1 to 999 (default ${RECIPES.notebook.batch}); with several, also what small batches and threads bring
  --time-to  seconds, steps and GFLOP to that test cost on MNIST, recipe by recipe (default engines ${TIMED_ROWS.join(', ')})
  --seeds    of each recipe that trains for --time-to, 1 to 99 (default 5)
  --gpu      in Node instead of Chromium, on the graphics processor: ${GPU_NAMES.join(', ')}
  --page     the built site instead: frames while a run is scrubbed, and the time from a pointer's move to its digit
  --waits    the built site in Chromium, Firefox and WebKit: from the press of Train to the first step, to PCA's line, to the notebook's cost
  --json     print one JSON object instead of a table`;

interface Options {
  readonly names: readonly RowName[];
  readonly rounds: number;
  readonly batches: readonly number[];
  /** A test cost to time runs to; undefined for steps alone. */
  readonly timeTo: number | undefined;
  readonly seeds: number;
  readonly gpu: boolean;
  readonly page: boolean;
  readonly waits: boolean;
  readonly json: boolean;
}

function parseValues(args: string[]) {
  const { values } = parseArgs({
    args,
    strict: true,
    allowPositionals: false,
    options: {
      engines: { type: 'string' },
      rounds: { type: 'string' },
      batches: { type: 'string' },
      'time-to': { type: 'string' },
      seeds: { type: 'string' },
      gpu: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      waits: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  return values;
}

type Values = ReturnType<typeof parseValues>;

/** Throws a sentence where two flags do not go together. */
function checkTogether({ page, waits, json: _, ...others }: Values): void {
  if ((page || waits) && (page === waits || Object.values(others).some(Boolean)))
    throw new Error(`${page ? '--page' : '--waits'} goes with --json alone`);
  if (others.seeds !== undefined && others['time-to'] === undefined) throw new Error('--seeds goes with --time-to');
  if (others.batches !== undefined && others['time-to'] !== undefined) throw new Error('--batches does not go with --time-to');
}

/** The number that a flag gives; throws a sentence where it is not `what`. */
function numberOf(flag: string, text: string, pattern: RegExp, what: string): number {
  if (!pattern.test(text)) throw new Error(`--${flag} must be ${what}, not "${text}"`);
  return Number(text);
}

const UP_TO_99 = [/^[1-9]\d?$/, 'a whole number from 1 to 99'] as const;

/** Command line to options; throws a sentence that names the flag. */
function parseOptions(args: string[]): Options {
  const values = parseValues(args);
  checkTogether(values);
  const { gpu, page, waits, json, 'time-to': cost } = values;
  const timeTo = cost === undefined ? undefined : numberOf('time-to', cost, /^0\.\d{1,6}$/, 'a cost such as 0.0277');
  const known = gpu ? GPU_NAMES : ROW_NAMES;
  const names = values.engines?.split(',') ?? known.filter((name) => timeTo === undefined || TIMED_ROWS.includes(name));
  const stranger = names.find((name) => !known.includes(name as RowName));
  if (stranger !== undefined) throw new Error(`--engines must be of ${known.join(', ')}${gpu ? ' with --gpu' : ''}, not "${stranger}"`);
  const batches = (values.batches ?? String(RECIPES.notebook.batch)).split(',');
  return {
    names: names as RowName[],
    // A graphics processor's clock wanders, and its blocks are over quickly.
    rounds: numberOf('rounds', values.rounds ?? (gpu ? '10' : '5'), ...UP_TO_99),
    batches: batches.map((batch) => numberOf('batches', batch, /^[1-9]\d{0,2}$/, 'whole numbers from 1 to 999')),
    timeTo,
    seeds: numberOf('seeds', values.seeds ?? '5', ...UP_TO_99),
    gpu,
    page,
    waits,
    json,
  };
}

const say = (line: string) => console.error(line);

/** Rows to time: the steps of the recipes, or the notebook's on each of the batches. */
function rowsFor({ names, batches, timeTo }: Options, cores: number): Row[] {
  if (timeTo !== undefined) return timedRows(names, cores);
  return batches.flatMap((batch) => rowsOf(names, cores, { ...RECIPES.notebook, batch }));
}

async function main(options: Options): Promise<void> {
  const { rounds, timeTo, seeds, gpu, page, waits, json } = options;
  if (page) {
    const measured = await benchPage(say);
    console.log(json ? JSON.stringify(measured) : `\n${smoothnessText(measured)}`);
    return;
  }
  if (waits) {
    const measured = await benchWaits(say);
    console.log(json ? JSON.stringify(measured) : `\n${waitsTable(measured)}`);
    return;
  }
  installPeers(say);
  const cores = availableParallelism();
  const { open, machine, close } = await (gpu ? openNode() : openBrowser(say));
  try {
    const runs = timeTo === undefined ? [] : await recipeRuns(timeTo, seeds, say);
    const results = await contest({ rows: rowsFor(options, cores), rounds, open, say });
    const whole = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores, node: process.version, ...machine };
    if (timeTo === undefined) console.log(json ? toJson(results, whole) : `\n${toTable(results, whole)}`);
    else console.log(json ? toTimeJson(timeTo, results, runs, whole) : `\n${toTimeTable(timeTo, results, runs, whole)}`);
  } finally {
    await close();
  }
}

await runCommand('bench', USAGE, async () => main(parseOptions(process.argv.slice(2))));
