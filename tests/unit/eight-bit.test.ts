// Decoders in 8 bits: how far their numbers and their copies may be off.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { penSource } from '../../src/data/pen.ts';
import { loadWatched } from '../../src/data/source.ts';
import { eightBitSize, fromEightBits, toEightBits } from '../../src/model/eight-bit.ts';
import { decode, encode, intensities, meanSquaredError } from '../../src/model/forward.ts';
import { random } from '../../src/model/random.ts';
import { decoderShapes, checkpointFile, checkpointParameters, parseRecord, recordParameters } from '../../src/model/record.ts';
import { layerShapes, PIXELS, type ModelSpec } from '../../src/model/spec.ts';
import { checkpointsOf } from '../../src/cli/write-record.ts';
import { codeSteps } from '../../src/train/trainer.ts';

const SPEC: ModelSpec = { units: [PIXELS, 5, 2, 7, PIXELS], activations: ['tanh', 'linear', 'relu', 'linear'], code: 2 };

test('a number is off by at most 1/254 of the largest in its row, and a row of zeros by nothing', () => {
  const shapes = decoderShapes(SPEC);
  const { normal } = random(0, 'eight bits');
  const parameters = Float32Array.from({ length: 2 * 7 + 7 + 8 * PIXELS }, () => normal());
  parameters.fill(0, 7, 14);
  const bytes = toEightBits(parameters, shapes);
  expect(bytes.byteLength).toBe(eightBitSize(shapes));
  // A scale for the 2 + 7 input units and the 2 rows of biases, then a byte a parameter.
  expect(bytes.byteLength).toBe(4 * 11 + parameters.length);
  const back = fromEightBits(bytes, shapes);
  expect([...back.subarray(7, 14)]).toEqual([...new Float32Array(7)]);
  let at = 0;
  for (const length of [7, 7, 7, ...Array.from({ length: 8 }, () => PIXELS)]) {
    const row = parameters.subarray(at, at + length);
    const most = row.reduce((sum, value) => Math.max(sum, Math.abs(value)), 0);
    const off = row.reduce((sum, value, k) => Math.max(sum, Math.abs(value - back[at + k]!)), 0);
    expect(off).toBeLessThanOrEqual((most / 254) * 1.0001);
    at += length;
  }
  expect(at).toBe(back.length);
});

test('six steps keep their decoder, evenly spread in the logarithm', () => {
  for (const last of [2_000, 10_000]) {
    const kept = checkpointsOf(codeSteps(last));
    expect(kept).toHaveLength(6);
    expect(codeSteps(last)).toEqual(expect.arrayContaining(kept));
    const ratios = [...kept, last].slice(1).map((step, k) => Math.log(step / kept[k]!));
    const even = Math.log(last / 5) / 6;
    for (const ratio of ratios) expect(Math.abs(ratio / even - 1)).toBeLessThan(0.35);
  }
});

describe("the pen's recorded run", () => {
  const read = (file: string) => new Uint8Array(readFileSync(`public/runs/pen/${file}`)).buffer;
  const record = parseRecord(JSON.parse(readFileSync('public/runs/pen/run.json', 'utf8')));
  const { spec, digits } = record.config;
  const parameters = recordParameters(record, { encoder: read('encoder.bin'), decoder: read('decoder.bin') });

  /** The 500 watch digits stand for all test digits. */
  const watched = async () => intensities(await loadWatched(penSource, digits));

  test('costs at most 1 % more with its decoder in 8 bits', async () => {
    const images = await watched();
    const codes = encode(spec, parameters, images);
    const shapes = decoderShapes(spec);
    const eight = parameters.slice();
    const from = layerShapes(spec)[spec.code]!.weightsAt;
    eight.set(fromEightBits(toEightBits(parameters.slice(from), shapes), shapes), from);
    const [exact, rounded] = [parameters, eight].map((each) => meanSquaredError(decode(spec, each, codes), images));
    expect(Math.abs(rounded! / exact! - 1)).toBeLessThan(0.01);
  });

  for (const [k, step] of record.checkpoints!.entries())
    test(`has at step ${step} the decoder whose test cost it tells`, { tags: k === 2 ? [] : ['slow'] }, async () => {
      const size = 2 * record.labels.length;
      const at = record.codeSteps.indexOf(step) * size;
      const codes = new Float32Array(read('codes.bin')).slice(at, at + size);
      const copies = decode(spec, checkpointParameters(spec, read(checkpointFile(step))), codes);
      const told = record.costs.find(([each]) => each === step)![2]!;
      expect(Math.abs(meanSquaredError(copies, await watched()) / told - 1)).toBeLessThan(0.05);
    });
});
