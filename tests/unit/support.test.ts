// Where the decoder guesses: distances against a slow reference, and a round trip that must change nothing.
import { describe, expect, test } from 'vitest';
import { flatOf } from '../../src/model/projection.ts';
import { pca, pcaParameters, pcaSpec } from '../../src/model/pca.ts';
import { random } from '../../src/model/random.ts';
import { PIXELS, type RunConfig } from '../../src/model/spec.ts';
import { medianGap, nearestDistances, pairDistances } from '../../src/model/support.ts';
import { penImage } from '../../src/data/pen.ts';
import { answer, type Context } from '../../src/train/answers.ts';
import type { WorkerResources } from '../../src/train/worker-resources.ts';
import { fixedAutoencoder, type Autoencoder } from '../../src/model/autoencoder.ts';
import { chain } from '../../src/model/forward.ts';
import { clouds } from '../../src/kit/cases/codes.ts';

const { codes } = clouds(200);
const source = random(0, 'support test');
const points = Float32Array.from({ length: 2 * 50 }, () => 6 * source.normal());

/** All distances from one point to all codes, ascending. */
const sorted = (z1: number, z2: number) =>
  Array.from({ length: codes.length / 2 }, (_, i) => Math.sqrt((codes[2 * i]! - z1) ** 2 + (codes[2 * i + 1]! - z2) ** 2)).sort(
    (a, b) => a - b,
  );

test('the nearest code is as near as the first of all distances in order', () => {
  const found = nearestDistances(codes, points);
  found.forEach((distance, n) => expect(distance).toBeCloseTo(sorted(points[2 * n]!, points[2 * n + 1]!)[0]!, 5));
  expect(nearestDistances(codes, codes).every((distance) => distance === 0)).toBe(true);
  expect(nearestDistances(new Float32Array(), points)[0]).toBe(Infinity);
});

test('the median gap is the middle of the distances to the nearest other code', () => {
  const gaps = Array.from({ length: codes.length / 2 }, (_, i) => sorted(codes[2 * i]!, codes[2 * i + 1]!)[1]!).sort((a, b) => a - b);
  expect(medianGap(codes)).toBeCloseTo(gaps[gaps.length / 2]!, 5);
});

/** What a question about this network alone needs. */
function contextOf(network: Autoencoder, late = () => false): Context {
  return {
    pca: () => Promise.reject(new Error('not asked for here')),
    past: () => [],
    network,
    flat: async () => flatOf(await network.codes(), network.spec.units[network.spec.code]!),
    step: network.step,
    watched: () => Promise.reject(new Error('not asked for here')),
    labels: () => Promise.resolve(new Uint8Array()),
    config: () => Promise.resolve({} as RunConfig),
    resources: {} as WorkerResources,
    late,
    dropped: () => false,
    tell: () => {},
  };
}

describe('a linear autoencoder with orthonormal directions', () => {
  const bytes = Array.from({ length: 120 }, (_, k) => [...penImage('train', [1, 5, 6][k % 3]!, k)]).flat();
  const exact = pca(Uint8Array.from(bytes), 2);
  const network = fixedAutoencoder(
    { spec: pcaSpec(2), step: 0, parameters: async () => pcaParameters(exact) },
    async () => new Float32Array(PIXELS),
    async () => chain,
  );

  test('brings every point of the plane back to where it was: its map is flat', async () => {
    const { codes: asked, back } = await answer({ kind: 'support-map:roundTrip', which: 'pca', codes: points }, contextOf(network));
    expect(asked).toEqual(points);
    expect(Math.max(...pairDistances(points, back))).toBeLessThan(1e-4);
  });

  test('a round trip answers for each of many points, whatever the portions it is computed in', async () => {
    const many = Float32Array.from({ length: 2 * 1_600 }, (_, i) => Math.sin(i) * 5);
    const { back } = await answer({ kind: 'support-map:roundTrip', which: 'pca', codes: many }, contextOf(network));
    expect(back.length).toBe(many.length);
    expect(Math.max(...pairDistances(many, back))).toBeLessThan(1e-4);
  });
});

test('a network that answers the same to every code brings no point back', async () => {
  const blank: Autoencoder = {
    spec: { units: [PIXELS, 2, PIXELS], activations: ['linear', 'linear'], code: 1 },
    step: 0,
    codes: () => Promise.resolve(codes),
    encode: (images) => Promise.resolve(new Float32Array((2 * images.length) / PIXELS)),
    decode: (values) => Promise.resolve(new Float32Array((values.length / 2) * PIXELS)),
    parameters: () => Promise.resolve(new Float32Array()),
  };
  const { back } = await answer({ kind: 'support-map:roundTrip', which: 'network', codes: points }, contextOf(blank));
  pairDistances(points, back).forEach((error, n) => expect(error).toBeCloseTo(Math.hypot(points[2 * n]!, points[2 * n + 1]!), 5));
  await expect(
    answer(
      { kind: 'support-map:roundTrip', which: 'network', codes: points },
      contextOf(blank, () => true),
    ),
  ).rejects.toThrow(/dropped/);
  await expect(
    answer({ kind: 'support-map:roundTrip', which: 'network', codes: new Float32Array(6_000) }, contextOf(blank)),
  ).rejects.toThrow(/2500/);
});
