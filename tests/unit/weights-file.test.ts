// The weights' file: its tensors are the whole of its body, each where its header says, and no other is in it.
import { expect, test } from 'vitest';
import { safetensors } from '../../src/codegen/safetensors.ts';
import { initialParameters } from '../../src/model/init.ts';
import { specOf } from '../../src/model/layers.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import { readWeights } from '../../src/model/weights-file.ts';

const config = { ...recipeRun('fast', 'pen', 0), spec: specOf({ encoder: [5], code: 2, decoder: [5] }, 'tanh', 'linear') };
const weights = new Uint8Array(safetensors(config, initialParameters(config.spec, config.train, 0), 12));

test('tensors that lie over each other, are named twice, misshapen or strange are refused by what is wrong', () => {
  const length = Number(new DataView(weights.buffer).getBigUint64(0, true));
  const text = new TextDecoder().decode(weights.subarray(8, 8 + length));
  const body = weights.subarray(8 + length);
  const told = (change: (header: string) => string) => {
    const changed = new TextEncoder().encode(change(text));
    expect(new TextDecoder().decode(changed)).not.toBe(text);
    const bytes = new Uint8Array(8 + changed.length + body.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(changed.length), true);
    bytes.set(changed, 8);
    bytes.set(body, 8 + changed.length);
    try {
      readWeights(bytes.buffer, 'x');
      return 'read';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const [, from, to] = /"encoder\.1\.bias":\{[^}]*"data_offsets":\[(\d+),(\d+)\]/.exec(text)!.map(Number) as [number, number, number];
  expect(told((header) => header.replace(`[${from},${to}]`, `[${from! - 4},${to! - 4}]`))).toMatch(/lie over each other/);
  expect(told((header) => header.replace(/"shape":\[(\d+),/, '"shape":["$1",'))).toMatch(/is missing or wrong/);
  expect(told((header) => header.replace(/"shape":\[(\d+),(\d+)\]/, '"shape":[[$1,$2]]'))).toMatch(/is missing or wrong/);
  expect(told((header) => header.replace(/^\{/, '{"more":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},'))).toMatch(
    /not of its network/,
  );
  expect(told((header) => header.replace(/("encoder\.0\.bias":\{[^}]*\}),/, '$1,$1,'))).toMatch(/names a tensor twice/);
});
