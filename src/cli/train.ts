// `npm run train`: the page's trainer in Node, with costs on standard output and, if asked, a recorded run.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { layerShapes, type RunConfig } from '../model/spec.ts';
import { configFrom, linkOf } from '../model/run-link.ts';
import { RECIPE_NAMES, recipeRun, type RecipeName } from '../model/recipes.ts';
import { intensities } from '../model/forward.ts';
import { median } from '../model/median.ts';
import { DEFAULT_SET, isSetName, SETS } from '../data/sets/index.ts';
import { loadDataset, testCounts, watchIndices } from '../data/source.ts';
import { createTrainer, codeSteps } from '../train/trainer.ts';
import { MOST_THREADS } from '../train/choose.ts';
import type { StepCost } from '../train/trainer.ts';
import { pickImages } from '../data/pick.ts';
import { openSource } from './open-source.ts';
import { runCommand } from './run-command.ts';
import { startSimdInNode } from './simd-in-node.ts';
import { startTfjsInNode } from './tfjs-in-node.ts';
import { checkpointsOf, writeRecord } from './write-record.ts';

/** Engines that train in Node. */
const ENGINES = ['simd', 'tfjs-wasm'] as const;

const NAMES = SETS.map(({ name }) => name);

const USAGE = `usage: npm run train -- --data ${NAMES.join('|')} --recipe ${RECIPE_NAMES.join('|')} --seed 0 --steps N [--record NAME] [--json]
                    [--engine simd|tfjs-wasm] [--threads N] [--run QUERY] [--brief]
  --data    ${SETS.map(({ name, title }) => `${name}: ${title}`).join('; ')} (default ${DEFAULT_SET})
  --recipe  ${RECIPE_NAMES.join(' or ')} (default ${RECIPE_NAMES[0]})
  --seed    a whole number from 0 (default 0)
  --steps   how many steps to take (default: the recipe's)
  --engine  simd, our own in WebAssembly (default), or tfjs-wasm
  --threads how many processors simd may use (default: all, ${MOST_THREADS} at most); the numbers are the same with any
  --run     what else the run is, as the lab writes it into its address: 'encoder=128&code=8&variant=denoising-0.3'
  --record  write the run to public/runs/NAME (lower-case letters, digits and dashes)
  --brief   record the codes of the start and the end alone: the file is smaller, and its timeline shorter
  --json    print one JSON object a report instead of a table`;

/** Steps between two reports. */
const REPORT_EVERY = 100;

interface Options {
  readonly config: RunConfig;
  /** Steps to take, at most the recipe's. */
  readonly steps: number;
  readonly engine: (typeof ENGINES)[number];
  readonly threads: number;
  readonly record: string | undefined;
  readonly brief: boolean;
  readonly json: boolean;
}

/** The run that a query names, as `run-link.ts` writes it; throws a sentence where a part of it means nothing. */
function runOf(query: string, preset: RunConfig): RunConfig {
  const params = new URLSearchParams(query);
  const config = configFrom(params, preset);
  const understood = linkOf(config, preset);
  for (const [name, text] of params) {
    if (understood.get(name) !== text) throw new Error(`--run: "${name}=${text}" says nothing that differs from the recipe`);
  }
  return config;
}

/** Command line to options; throws a sentence that names the flag. */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    strict: true,
    allowPositionals: false,
    options: {
      data: { type: 'string', default: DEFAULT_SET },
      recipe: { type: 'string', default: RECIPE_NAMES[0]! },
      seed: { type: 'string', default: '0' },
      steps: { type: 'string' },
      engine: { type: 'string', default: 'simd' },
      threads: { type: 'string', default: String(Math.min(availableParallelism(), MOST_THREADS)) },
      run: { type: 'string', default: '' },
      record: { type: 'string' },
      brief: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { data, recipe, seed, threads, record } = values;
  if (!isSetName(data)) throw new Error(`--data must be ${NAMES.join(' or ')}, not "${data}"`);
  if (!RECIPE_NAMES.includes(recipe as RecipeName)) throw new Error(`--recipe must be ${RECIPE_NAMES.join(' or ')}, not "${recipe}"`);
  if (!/^\d{1,10}$/.test(seed)) throw new Error(`--seed must be a whole number from 0, not "${seed}"`);
  const config = runOf(values.run, recipeRun(recipe as RecipeName, data, Number(seed)));
  const steps = values.steps ?? String(config.train.steps);
  if (!/^[1-9]\d{0,6}$/.test(steps)) throw new Error(`--steps must be a whole number from 1, not "${steps}"`);
  const engine = ENGINES.find((name) => name === values.engine);
  if (!engine) throw new Error(`--engine must be ${ENGINES.join(' or ')}, not "${values.engine}"`);
  if (!/^[1-9]\d?$/.test(threads)) throw new Error(`--threads must be a whole number from 1 to 99, not "${threads}"`);
  if (record !== undefined && !/^[a-z0-9][a-z0-9-]{0,39}$/.test(record)) {
    throw new Error(`--record must be lower-case letters, digits and dashes, not "${record}"`);
  }
  return { config, steps: Number(steps), engine, threads: Number(threads), record, brief: values.brief, json: values.json };
}

async function main({ config, steps, engine, threads, record, brief, json }: Options): Promise<void> {
  const source = await openSource(config.data);
  const { dataset, all } = loadDataset(source, config.digits, () => {});
  await all;
  // The run is as long as asked, but its schedule stays the recipe's: fewer steps are the start of the same run.
  const run: RunConfig = { ...config, train: { ...config.train, steps } };
  const createEngine = engine === 'simd' ? await startSimdInNode(threads) : (await startTfjsInNode()).createTfjsEngine;
  const trainer = await createTrainer(run, dataset, createEngine);
  const watched = intensities(pickImages(dataset.test.images, watchIndices(run.digits, testCounts(source))));
  const kept = brief ? [0, steps] : codeSteps(steps);
  const keptDecoders = record === undefined || brief ? [] : checkpointsOf(kept);
  const decoderAt = layerShapes(run.spec)[run.spec.code]!.weightsAt;
  const codes: Float32Array[] = [];
  const decoders = new Map<number, Float32Array>();
  const costs: StepCost[] = [];
  const times: number[] = [];

  if (!json) console.log('    step      cost  test cost   ms/step');
  const report = ({ step, cost, testCost = NaN }: StepCost, msPerStep: number) => {
    if (json) console.log(JSON.stringify({ step, cost, testCost, msPerStep: Number(msPerStep.toFixed(1)) }));
    else console.log(`${String(step).padStart(8)}  ${cost.toFixed(5)}    ${testCost.toFixed(5)}  ${msPerStep.toFixed(1).padStart(8)}`);
  };

  costs.push(await trainer.start());
  codes.push(await trainer.engine.encode(watched));
  report(costs[0]!, 0);
  let reported = 0;
  while (trainer.step < steps) {
    const { spent } = trainer;
    let point = await trainer.advance(1);
    times.push(trainer.spent - spent);
    if (keptDecoders.includes(point.step)) {
      decoders.set(point.step, await trainer.engine.parameters((parameters) => parameters.slice(decoderAt)));
      // A reader who looks back to this step sees its test cost.
      point = { ...point, testCost: point.testCost ?? (await trainer.engine.evaluate(dataset.test.images)) };
    }
    costs.push(point);
    if (kept.includes(point.step)) codes.push(await trainer.engine.encode(watched));
    if (point.step % REPORT_EVERY === 0 || point.step === steps) {
      report(point, median(times.slice(reported)));
      reported = times.length;
    }
  }
  if (record !== undefined) {
    const finished = { config: run, dataset, trainer, codes, codeSteps: kept, decoders, costs, msPerStep: median(times) };
    const written = await writeRecord(record, finished);
    console.error(`recorded ${written}`);
  }
  trainer.engine.dispose();
}

if (import.meta.main) await runCommand('train', USAGE, async () => main(parseOptions(process.argv.slice(2))));
