// Still networks by the kernels: what plain TypeScript gives, for any network and whichever was asked before.
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { compileKernels, KERNELS } from '../../src/cli/kernels.ts';
import { chain, decode, encode, type Chain } from '../../src/model/forward.ts';
import { initialParameters } from '../../src/model/init.ts';
import { random } from '../../src/model/random.ts';
import { RECIPES } from '../../src/model/recipes.ts';
import { PIXELS, type Activation, type ModelSpec } from '../../src/model/spec.ts';
import { createChain } from '../../src/train/engines/simd/chain.ts';

const spec = (units: number[], activations: Activation[], code: number): ModelSpec => ({
  units: [PIXELS, ...units, PIXELS],
  activations,
  code,
});
const SMALL = spec([5, 2, 7], ['tanh', 'linear', 'relu', 'linear'], 2);
const LARGE = spec([130, 3, 41], ['sigmoid', 'linear', 'tanh', 'sigmoid'], 2);
const parametersOf = (of: ModelSpec, seed: number) => initialParameters(of, RECIPES.notebook, seed);
const largest = (a: Float32Array, b: Float32Array) => a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]!)), 0);

let through: Chain;
beforeAll(async () => {
  await compileKernels();
  through = createChain(await WebAssembly.compile(new Uint8Array(await readFile(`${KERNELS}/plain.wasm`))));
});

test('codes and images are those of plain TypeScript, in any order of networks, up to rounding', () => {
  const { uniform } = random(0, 'images');
  const images = Float32Array.from({ length: 101 * PIXELS }, () => uniform());
  const [first, second, large] = [parametersOf(SMALL, 1), parametersOf(SMALL, 2), parametersOf(LARGE, 1)];
  for (const [of, parameters] of [
    [SMALL, first],
    [SMALL, second],
    [LARGE, large],
    [SMALL, first],
  ] as const) {
    const codes = encode(of, parameters, images, chain);
    expect(largest(encode(of, parameters, images, through), codes)).toBeLessThan(1e-4);
    expect(largest(decode(of, parameters, codes, through), decode(of, parameters, codes, chain))).toBeLessThan(1e-5);
  }
});

test('no image and one image are no exceptions', () => {
  const parameters = parametersOf(SMALL, 1);
  expect(encode(SMALL, parameters, new Float32Array(), through)).toHaveLength(0);
  const codes = Float32Array.of(0.3, -0.7);
  expect(largest(decode(SMALL, parameters, codes, through), decode(SMALL, parameters, codes))).toBeLessThan(1e-5);
});
