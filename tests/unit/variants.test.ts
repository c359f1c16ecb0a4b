// The variants in the reference: every gradient is a slope, and each penalty is what its name says.
import { describe, expect, test } from 'vitest';
import { encode } from '../../src/model/forward.ts';
import { forward, gradients } from '../../src/model/oracle.ts';
import { noiseAt, noiseKey, random } from '../../src/model/random.ts';
import { layerShapes, parameterCount, PIXELS, type ModelSpec } from '../../src/model/spec.ts';
import { CONTRACTIVE_STEP } from '../../src/model/variants/contractive.ts';
import { VARIANT_KINDS, VARIANTS, variantAt } from '../../src/model/variants/index.ts';

function numbers(count: number, stream: string, scale = 1): Float64Array {
  const source = random(4, stream);
  return Float64Array.from({ length: count }, () => scale * source.normal());
}

const SMALL: ModelSpec = { units: [5, 4, 2, 3, 5], activations: ['tanh', 'linear', 'sigmoid', 'linear'], code: 2 };
const BATCH = 3;
const noise = (index: number) => noiseAt(noiseKey(1, 2), index);

describe.each(VARIANT_KINDS)('%s', (kind) => {
  const { level: levels, encoderInput } = VARIANTS[kind];
  const spec = { ...SMALL, variant: variantAt(kind, levels?.test) };
  const parameters = numbers(parameterCount(spec), 'parameters', 0.6);
  const images = numbers(BATCH * 5, 'images').map(Math.abs);

  test('every gradient is the slope of the objective, to 1 part in a million', () => {
    const { gradient } = gradients(spec, parameters, images, noise);
    const h = 1e-6;
    const objective = (k: number, change: number) => {
      const moved = parameters.slice();
      moved[k]! += change;
      return gradients(spec, moved, images, noise).objective;
    };
    for (let k = 0; k < parameters.length; k++) {
      const slope = (objective(k, h) - objective(k, -h)) / (2 * h);
      expect(Math.abs(gradient[k]! - slope), `parameter ${k}`).toBeLessThan(1e-8 + 1e-6 * Math.abs(slope));
    }
  });

  test('at level 0, or at its highest, it is the plain autoencoder but for what is sampled', () => {
    const sampled = encoderInput.kind === 'clean' && encoderInput.noisyCode;
    const isPlain = (level: number) => {
      const { cost, objective } = gradients({ ...SMALL, variant: { kind, level } }, parameters, images, noise);
      return objective === cost && (sampled || Math.abs(gradients(SMALL, parameters, images).cost - cost) < 1e-12);
    };
    expect([0, levels?.limit ?? 0].some(isPlain)).toBe(true);
  });

  test('the figures encode as the reference does', () => {
    const codes = encode(spec, Float32Array.from(parameters), Float32Array.from(images));
    const expected = forward(spec, parameters, images)[spec.code]!;
    expect(codes.length).toBe(expected.length);
    codes.forEach((code, i) => expect(code).toBeCloseTo(expected[i]!, 5));
  });
});

test('a variational encoder gives twice as many numbers as its code has, every other layer as many as its units', () => {
  const shapes = layerShapes({ ...SMALL, variant: variantAt('variational') });
  expect(shapes.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
    [5, 4],
    [4, 4],
    [2, 3],
    [3, 5],
  ]);
});

describe('noise', () => {
  const key = noiseKey(7, 123);
  const many = Float64Array.from({ length: 1_000_000 }, (_, index) => noiseAt(key, index));
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

  test('has mean 0 and standard deviation 1, and no value beyond 3.46', () => {
    expect(Math.abs(mean(many))).toBeLessThan(0.004);
    expect(Math.abs(Math.sqrt(mean(many.map((x) => x ** 2))) - 1)).toBeLessThan(0.003);
    expect(Math.max(...many.slice(0, 100_000).map(Math.abs))).toBeLessThan(3.46);
  });
  test('has the flat top of a sum of four: kurtosis 2.7', () => {
    expect(mean(many.map((x) => x ** 4))).toBeCloseTo(2.7, 1);
  });
  test.each([1, 2, 28, 784])('does not repeat %i numbers on', (lag) => {
    const products = many.slice(lag).map((x, i) => x * many[i]!);
    expect(Math.abs(mean(products))).toBeLessThan(0.004);
  });
  test.each([
    ['step', noiseKey(7, 124)],
    ['seed', noiseKey(8, 123)],
  ])('is another at the next %s', (_, other) => {
    const products = many.map((x, index) => x * noiseAt(other, index));
    expect(Math.abs(mean(products))).toBeLessThan(0.004);
  });
  test('never changes: a recorded run must replay', () => {
    expect([0, 1, 2, 3, 783, 391_999].map((index) => noiseAt(noiseKey(0, 0), index).toFixed(6))).toMatchInlineSnapshot(`
      [
        "1.028413",
        "0.081190",
        "-1.887679",
        "-0.358591",
        "-0.338294",
        "-0.723949",
      ]
    `);
  });
});

test('denoising really adds noise of the level asked for, before the encoder and nowhere else', () => {
  // A linear network that copies its input has for its cost the variance of the noise that was added.
  const width = 6;
  const spec: ModelSpec = {
    units: [width, width, width],
    activations: ['linear', 'linear'],
    code: 1,
    variant: variantAt('denoising', 0.25),
  };
  const parameters = new Float64Array(parameterCount(spec));
  for (const { weightsAt } of layerShapes(spec)) for (let i = 0; i < width; i++) parameters[weightsAt + i * width + i] = 1;
  const images = numbers(20_000 * width, 'images');
  expect(Math.sqrt(gradients(spec, parameters, images, noise).cost)).toBeCloseTo(0.25, 2);
});

test('the contractive estimate is the squared Frobenius norm of the encoder’s Jacobian on average', () => {
  const spec: ModelSpec = { ...SMALL, activations: ['tanh', 'linear', 'tanh', 'linear'], variant: variantAt('contractive', 1) };
  const parameters = numbers(parameterCount(spec), 'parameters', 0.4);
  const image = numbers(5, 'image').map(Math.abs);
  const h = 1e-5;
  let exact = 0;
  for (let i = 0; i < 5; i++) {
    const moved = (by: number) =>
      forward(
        spec,
        parameters,
        image.map((x, at) => (at === i ? x + by : x)),
      )[spec.code]!;
    const [up, down] = [moved(h), moved(-h)];
    exact += up.reduce((sum, z, j) => sum + ((z - down[j]!) / (2 * h)) ** 2, 0);
  }
  const draws = 20_000;
  const batch = Float64Array.from({ length: draws * 5 }, (_, i) => image[i % 5]!);
  const { cost, objective } = gradients(spec, parameters, batch, noise);
  expect((objective - cost) / exact).toBeGreaterThan(0.96);
  expect((objective - cost) / exact).toBeLessThan(1.04);
  expect(CONTRACTIVE_STEP).toBe(0.1);
});

test('the variational penalty is the mean Kullback-Leibler divergence over 784, times beta', () => {
  // Codes with mean m and log variance v come from the biases alone, when all weights are 0.
  const variant = variantAt('variational', 3);
  const spec: ModelSpec = { units: [4, 1, 4], activations: ['linear', 'linear'], code: 1, variant };
  const parameters = new Float64Array(parameterCount(spec));
  const [m, v] = [0.7, -0.4];
  parameters.set([m, v], layerShapes(spec)[0]!.biasesAt);
  const { cost, objective } = gradients(spec, parameters, numbers(8, 'images'), noise);
  expect(objective - cost).toBeCloseTo((3 / PIXELS) * 0.5 * (m ** 2 + Math.exp(v) - v - 1), 12);
});
