// `npm run bench`: how long a training step of the notebook's network takes, engine by engine, on this machine; or how smooth the page is.
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { contest } from './bench/contest.ts';
import { openBrowser } from './bench/in-browser.ts';
import { openNode } from './bench/in-node.ts';
import { installPeers } from './bench/install.ts';
import { benchPage, smoothnessText } from './bench/page.ts';
import { GPU_NAMES, ROW_NAMES, rowsOf, type RowName } from './bench/rows.ts';
import { toJson, toTable } from './bench/table.ts';
import { runCommand } from './run-command.ts';

const USAGE = `usage: npm run bench -- [--engines A,B] [--rounds N] [--gpu] [--json]
       npm run bench -- --page [--json]
  --engines  which ones: ${ROW_NAMES.join(', ')} (default all)
  --rounds   blocks of steps for each, 1 to 99 (default 5)
  --gpu      in Node instead of Chromium, on the graphics processor: ${GPU_NAMES.join(', ')}
  --page     the built site instead: frames while a run is scrubbed, and the time from a pointer's move to its digit
  --json     print one JSON object instead of a table`;

interface Options {
  readonly names: readonly RowName[];
  readonly rounds: number;
  readonly gpu: boolean;
  readonly page: boolean;
  readonly json: boolean;
}

/** Command line to options; throws a sentence that names the flag. */
function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    strict: true,
    allowPositionals: false,
    options: {
      engines: { type: 'string' },
      rounds: { type: 'string' },
      gpu: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { gpu, page, json } = values;
  if (page && (gpu || values.engines !== undefined || values.rounds !== undefined)) throw new Error('--page goes with --json alone');
  const known = gpu ? GPU_NAMES : ROW_NAMES;
  const names = values.engines?.split(',') ?? known;
  const stranger = names.find((name) => !known.includes(name as RowName));
  if (stranger !== undefined) throw new Error(`--engines must be of ${known.join(', ')}${gpu ? ' with --gpu' : ''}, not "${stranger}"`);
  // A graphics processor's clock wanders, and its blocks are over quickly.
  const rounds = values.rounds ?? (gpu ? '10' : '5');
  if (!/^[1-9]\d?$/.test(rounds)) throw new Error(`--rounds must be a whole number from 1 to 99, not "${rounds}"`);
  return { names: names as RowName[], rounds: Number(rounds), gpu, page, json };
}

const say = (line: string) => console.error(line);

async function main({ names, rounds, gpu, page, json }: Options): Promise<void> {
  if (page) {
    const measured = await benchPage(say);
    console.log(json ? JSON.stringify(measured) : `\n${smoothnessText(measured)}`);
    return;
  }
  installPeers(say);
  const cores = availableParallelism();
  const { open, machine, close } = await (gpu ? openNode() : openBrowser(say));
  try {
    const results = await contest({ rows: rowsOf(names, cores), rounds, open, say });
    const whole = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores, node: process.version, ...machine };
    console.log(json ? toJson(results, whole) : `\n${toTable(results, whole)}`);
  } finally {
    await close();
  }
}

await runCommand('bench', USAGE, async () => main(parseOptions(process.argv.slice(2))));
