// Path, region and maps: the arithmetic under the latent tools.
import { describe, expect, test } from 'vitest';
import { GAPS } from '../../src/kit/draw/map-layer.ts';
import { movedRegion, regionBetween, resizedRegion } from '../../src/features/manifold/region.ts';
import { gapsText, supportText } from '../../src/features/support-map/figure.ts';
import { activationScale, layerName, roundBound, unitText } from '../../src/features/units/words.ts';
import { likelyEnd, middleOf, middleWords } from '../../src/features/latent-path/words.ts';
import { typedRegion } from '../../src/features/manifold/element-region.ts';
import { meanInk, straightLine } from '../../src/model/path.ts';
import { PIXELS, type ModelSpec } from '../../src/model/spec.ts';

describe('a path', () => {
  const line = straightLine(Float32Array.of(1, -2), Float32Array.of(3, 4), 11);
  test('begins and ends at its ends, and its steps are equal', () => {
    expect([...line.subarray(0, 2), ...line.subarray(20)]).toEqual([1, -2, 3, 4]);
    for (let k = 1; k < 11; k++) {
      expect(line[2 * k]! - line[2 * k - 2]!).toBeCloseTo(0.2, 5);
      expect(line[2 * k + 1]! - line[2 * k - 1]!).toBeCloseTo(0.6, 5);
    }
  });
  test('the middle of a cross-fade has the mean of the ends’ ink', () => {
    const [a, b] = [new Float32Array(PIXELS).fill(0.1), new Float32Array(PIXELS).fill(0.5)];
    const faded = straightLine(a, b, 11);
    expect(meanInk(faded.subarray(middleOf(11) * PIXELS, (middleOf(11) + 1) * PIXELS))).toBeCloseTo(0.3, 6);
  });
  test('the words give ink, distance and error of both middles, each from its own frame', () => {
    const count = 3;
    const images = new Float32Array((count + 1) * PIXELS);
    images.fill(0.2, PIXELS, 2 * PIXELS).fill(0.4, count * PIXELS);
    const encoded = { images, codes: Float32Array.of(0, 0, 4, 5, 0, 0, 1, 1.5), reconstructions: new Float32Array(images.length) };
    const words = middleWords(encoded, Float32Array.of(0, 0, 1, 1, 2, 2));
    expect(words).toMatch(/path’s picture has mean ink 0\.400; encoded, it lands 0\.50 from .* has error 0\.1600/);
    expect(words).toMatch(/cross-fade’s has mean ink 0\.200; encoded, it lands 5\.00 from .* has error 0\.0400/);
  });
  test('it leads to a digit of the next kind, and round to the first kind again', () => {
    const codes = Float32Array.of(0, 0, 9, 0, 5, 0, 7, 0, 1, 0);
    expect(likelyEnd(codes, Uint8Array.of(1, 5, 5, 5, 6), 0)).toBe(3);
    expect(likelyEnd(codes, Uint8Array.of(1, 5, 5, 5, 6), 4)).toBe(0);
    expect(likelyEnd(codes, Uint8Array.of(1, 1, 1, 1, 1), 2)).not.toBe(2);
  });
});

describe('a region', () => {
  const window = { x: [-10, 10], y: [0, 20] } as const;
  test('lies between the two corners of a drag, whichever comes first', () => {
    expect(regionBetween(window, [3, 8], [-2, 12])).toEqual({ x: [-2, 3], y: [8, 12] });
  });
  test('a drag of no length gives the smallest region around it', () => {
    const { x, y } = regionBetween(window, [1, 5], [1, 5]);
    expect(x[1] - x[0]).toBeCloseTo(0.4, 9);
    expect((y[0] + y[1]) / 2).toBeCloseTo(5, 9);
  });
  test('arrow keys move it by a twentieth and stop at the edge', () => {
    const region = { x: [-2, 2], y: [15, 19.5] } as const;
    expect(movedRegion(window, region, [1, 0])).toEqual({ x: [-1, 3], y: [15, 19.5] });
    expect(movedRegion(window, region, [0, 1])).toEqual({ x: [-2, 2], y: [15.5, 20] });
  });
  test('with Shift they make it larger and smaller, never empty', () => {
    const region = { x: [-2, 2], y: [5, 6] } as const;
    expect(resizedRegion(window, region, [1, 0]).x).toEqual([-2, 3]);
    const { y } = resizedRegion(window, region, [0, -1]);
    expect(y[1] - y[0]).toBeCloseTo(0.4, 9);
  });
  test('typed numbers make a region, or a sentence that says why not', () => {
    expect(typedRegion([-1, 2, 0, 4])).toEqual({ x: [-1, 2], y: [0, 4] });
    expect(typedRegion([2, -1, 0, 4])).toMatch(/smaller/);
    expect(typedRegion([NaN, 2, 0, 4])).toMatch(/number/);
    expect(typedRegion([-1, 1e9, 0, 4])).toMatch(/number/);
  });
});

describe('maps', () => {
  test('the scale of gaps falls from 0.3 to 30 by equal steps for equal ratios, and ends there', () => {
    expect([0, 0.3, 3, 30, Infinity].map(GAPS.at)).toEqual([1, 1, expect.closeTo(0.5, 9), 0, 0]);
    expect(GAPS.at(1) - GAPS.at(2)).toBeCloseTo(GAPS.at(2) - GAPS.at(4), 9);
  });
  test('distances are told in gaps', () => {
    expect([0.5, 1, 4.53, 23.4].map(gapsText)).toEqual(['0.50 gaps', '1.0 gap', '4.5 gaps', '23 gaps']);
    expect(supportText(0.4, 0.1, 0.2)).toBe(
      'The nearest test code is 2.0 gaps away; decoded and encoded again, the point comes back 0.50 gaps from where it was.',
    );
    expect(supportText(0.4, undefined, 0.2)).toBe('The nearest test code is 2.0 gaps away.');
  });
});

describe('units in words', () => {
  const spec: ModelSpec = { units: [PIXELS, 5, 2, 4, PIXELS], activations: ['tanh', 'linear', 'relu', 'linear'], code: 2 };
  test('layers have names', () => {
    expect([1, 2, 3, 4].map((layer) => layerName(spec, layer))).toEqual(['encoder, layer 1', 'code', 'decoder, layer 1', 'output']);
  });
  test('tanh goes from -1 to 1, relu from 0, a linear unit as far to one side as to the other', () => {
    const ends = (layer: number, ...values: number[]) =>
      activationScale(spec, layer, [Float32Array.of(...values)]).ticks.map(({ value }) => value);
    expect(ends(1, 0.2)).toEqual([-1, 0, 1]);
    expect(ends(3, 0, 3.7)).toEqual([0, 2, 4]);
    expect(ends(2, 1, -3.7)).toEqual([-4, 0, 4]);
    expect(roundBound([Float32Array.of(0, NaN)])).toBe(1);
  });
  test('the nine digits are counted by kind', () => {
    const labels = Uint8Array.of(1, 5, 5, 1, 1, 6);
    const said = unitText({ spec, layer: 1, unit: 2, digits: Float32Array.of(-1, 0, 0.5, 0, 0, 1), labels, top: [5, 2, 1], picked: 2 });
    expect(said).toBe(
      'Unit 2 (encoder, layer 1) gives \u22121.00 to 1.00 on the test digits. ' +
        'Of the nine that excite it most, 2 are 5s, 1 is a 6. On the picked 5 it gives 0.50.',
    );
  });
});
