// Writes a finished run to public/runs/<name>/ in the form that model/record.ts describes.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { toEightBits } from '../model/eight-bit.ts';
import { codeSize, layerShapes, type RunConfig } from '../model/spec.ts';
import { decode, encode, intensities, meanSquaredError } from '../model/forward.ts';
import { fromHalves, toHalves } from '../model/half.ts';
import { pcaParameters, pcaSpec } from '../model/pca.ts';
import { stepNoise } from '../model/random.ts';
import { decoderShapes, checkpointFile, type RunRecord, type UnderNoise } from '../model/record.ts';
import { countLabels } from '../data/own.ts';
import { pickImages } from '../data/pick.ts';
import { watchIndices, watchLabels, type Dataset } from '../data/source.ts';
import { exactPca } from '../train/baselines.ts';
import type { StepCost } from '../train/trainer.ts';
import type { Trainer } from '../train/trainer.ts';

export interface Finished {
  readonly config: RunConfig;
  readonly dataset: Dataset;
  readonly trainer: Trainer;
  /** Codes `[500, code]` of the watch digits at each of `codeSteps`. */
  readonly codes: readonly Float32Array[];
  readonly codeSteps: readonly number[];
  /** The decoder's parameters at its checkpoints, by step. */
  readonly decoders: ReadonlyMap<number, Float32Array>;
  readonly costs: readonly StepCost[];
  readonly msPerStep: number;
}

/** The first step whose decoder is kept: before it the network has hardly begun. */
const FIRST_DECODER = 5;
/** Decoders kept between the start and the end: half a megabyte each. */
const DECODERS = 6;

/** Those of `codeSteps` at which the decoder is kept, evenly spread in the logarithm. */
export function checkpointsOf(codeSteps: readonly number[]): number[] {
  const last = codeSteps.at(-1)!;
  const between = codeSteps.filter((step) => step > 0 && step < last);
  const wanted = Array.from({ length: DECODERS }, (_, k) => FIRST_DECODER * (last / FIRST_DECODER) ** (k / DECODERS));
  const far = (step: number, goal: number) => Math.abs(Math.log(step / goal));
  const nearest = wanted.map((goal) => between.toSorted((a, b) => far(a, goal) - far(b, goal))[0]);
  return [...new Set(nearest)].filter((step) => step !== undefined);
}

const rounded = (value: number) => Number(value.toPrecision(6));

/** Mean squared error of the network on the test images of one digit. */
function testCostOf(digit: number, { config, dataset }: Finished, parameters: Float32Array): number {
  const indices = [...dataset.test.labels.keys()].filter((index) => dataset.test.labels[index] === digit);
  const images = intensities(pickImages(dataset.test.images, indices));
  return meanSquaredError(decode(config.spec, parameters, encode(config.spec, parameters, images)), images);
}

/** Noise at which a recording says how its network bears it. */
const NOISE = 0.5;

/** All test digits with noise, through the network. The noise is the first of the run's seed, whatever the network trained with. */
function underNoiseOf({ config: { spec, seed }, dataset }: Finished, parameters: Float32Array): UnderNoise {
  const [size, noise] = [codeSize(spec), stepNoise(seed, 0)];
  const clean = intensities(dataset.test.images);
  const codes = encode(spec, parameters, clean);
  const moved = encode(
    spec,
    parameters,
    clean.map((value, i) => value + NOISE * noise(i)),
  );
  const mean = Float64Array.from({ length: size }, (_, j) => codes.reduce((sum, z, i) => sum + (i % size === j ? z : 0), 0));
  const spread = meanSquaredError(
    codes,
    codes.map((_, i) => (mean[i % size]! * size) / codes.length),
  );
  return {
    sigma: NOISE,
    testCost: rounded(meanSquaredError(decode(spec, parameters, moved), clean)),
    moved: rounded(Math.sqrt(meanSquaredError(moved, codes) / spread)),
  };
}

/** Gives the folder written, relative to the project. */
export async function writeRecord(name: string, finished: Finished): Promise<string> {
  const { config, dataset, trainer, codes, codeSteps, decoders, costs, msPerStep } = finished;
  const halves = await trainer.engine.parameters(toHalves);
  // What readers get are the rounded weights, so these are the ones whose cost is recorded.
  const stored = fromHalves(halves);
  const testCostByDigit = config.digits.map((digit) => testCostOf(digit, finished, stored));
  const counts = config.digits.map((digit) => dataset.test.labels.filter((label) => label === digit).length);
  const total = counts.reduce((a, b) => a + b, 0);
  const { pca, baselines } = exactPca(dataset);
  const record: RunRecord = {
    version: 1,
    name,
    config,
    engine: `${trainer.engine.name}${trainer.engine.detail ? `, ${trainer.engine.detail}` : ''}, in Node`,
    msPerStep: rounded(msPerStep),
    trainImages: dataset.train.labels.length,
    testImages: total,
    labels: [...watchLabels(config.digits, countLabels(dataset.test.labels))],
    // Every step's cost would be most of the file: those with a test cost and every tenth draw the same curve.
    costs: costs
      .filter(({ step, testCost }) => testCost !== undefined || step % 10 === 0)
      .map(({ step, cost, testCost }) => [step, rounded(cost), testCost === undefined ? null : rounded(testCost)] as const),
    codeSteps,
    checkpoints: [...decoders.keys()],
    testCost: rounded(testCostByDigit.reduce((sum, cost, k) => sum + cost * counts[k]!, 0) / total),
    testCostByDigit: testCostByDigit.map(rounded),
    underNoise: underNoiseOf(finished, stored),
    baselines: {
      zero: rounded(baselines.zero),
      mean: rounded(baselines.mean),
      pca1: rounded(baselines.pca1),
      pca2: rounded(baselines.pca2),
    },
  };

  const cut = layerShapes(config.spec)[config.spec.code]!.weightsAt;
  const folder = `public/runs/${name}`;
  // Decoders at other steps, of an earlier recording by this name, must not stay.
  await rm(`${folder}/checkpoints`, { recursive: true, force: true });
  // A brief recording has no checkpoints, and no folder for them.
  await mkdir(decoders.size > 0 ? `${folder}/checkpoints` : folder, { recursive: true });
  const write = (file: string, values: Uint16Array | Float32Array) =>
    writeFile(`${folder}/${file}`, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  for (const [step, parameters] of decoders)
    await writeFile(`${folder}/${checkpointFile(step)}`, new Uint8Array(toEightBits(parameters, decoderShapes(config.spec))));
  await write('encoder.bin', halves.slice(0, cut));
  await write('decoder.bin', halves.slice(cut));
  await write('codes.bin', Float32Array.from(codes.flatMap((each) => [...each])));
  const watched = intensities(pickImages(dataset.test.images, watchIndices(config.digits, countLabels(dataset.test.labels))));
  const pcaCodes = encode(pcaSpec(2), pcaParameters(pca), watched);
  await write('pca.bin', Float32Array.from([...Array.from(pca.mean), ...Array.from(pca.components), ...pcaCodes]));
  await writeFile(`${folder}/run.json`, `${JSON.stringify(record)}\n`);
  return folder;
}
