// What the figures about two networks say: counts, alignments, costs at the same step, planes and axes.
import { describe, expect, test } from 'vitest';
import { alignmentText, betterCounts, costsText, pairText, subspaceText, testCostAt, twinText } from '../../src/kit/island/twin-text.ts';

const apply = (points: Float32Array) => points;

test('each digit counts for the network with the smaller error, and a draw for neither', () => {
  expect(betterCounts([1, 2, 3, 4], [2, 1, 3, 5])).toEqual([2, 1]);
});

test('network and PCA: who is closer, both costs, and on how many digits', () => {
  const facts = { label: 5, errors: [0.02, 0.03], costs: [0.0263, 0.0429], better: [469, 31], watched: 500 } as const;
  expect(twinText(facts)).toBe(
    'Picked: a 5; error 0.0200 by the network, 0.0300 by PCA: the network is closer. Test cost: network 0.0263, PCA 0.0429. ' +
      'Of the 500 watch digits the network copies 469 better, PCA 31.',
  );
  expect(twinText({ ...facts, errors: [0.03, 0.02] })).toContain('PCA is closer');
  expect(twinText({ ...facts, errors: [undefined, undefined], costs: [undefined, 0.04], better: undefined })).toBe('Picked: a 5.');
});

describe('how a plane was laid over another', () => {
  test('all that was done to it is named', () => {
    expect(alignmentText({ mirrored: true, degrees: 143.2, scale: 1.42, left: 0.118, apply })).toBe(
      'mirrored, turned by 143°, stretched 1.4 times; 12 % of the variance is left over',
    );
  });
  test('what was not done is not', () => {
    expect(alignmentText({ mirrored: false, degrees: -0.2, scale: 1, left: 0, apply })).toBe('as it is; 0 % of the variance is left over');
    expect(alignmentText({ mirrored: false, degrees: -90, scale: 0.25, left: 1, apply })).toBe(
      'turned by 90°, shrunk to 0.25 of its size; 100 % of the variance is left over',
    );
  });
});

describe('costs of two runs', () => {
  const before = [0, 50, 100].map((step) => ({ step, cost: 1, testCost: 0.1 - step / 2_000 }));
  test('at their common end', () => {
    const now = [
      { step: 0, testCost: 0.1 },
      { step: 100, testCost: 0.0262 },
    ];
    expect(costsText(now, before, true)).toBe('Test cost 0.0262 against 0.0500 before, both at step 100; the same seed and batches.');
  });
  test('at the last step both have, where one is longer', () => {
    const now = [{ step: 0, testCost: 0.1 }, { step: 50, testCost: 0.06 }, { step: 70 }];
    expect(costsText(now, before, false)).toBe(
      'Test cost 0.0600 against 0.0750 before, both at step 50; the run before came to 0.0500 at step 100; other batches.',
    );
    expect(costsText([...now, { step: 200, testCost: 0.01 }], before, false)).toContain('this run came to 0.0100 at step 200');
    expect(costsText([], before, true)).toBe('');
  });
  test('the test cost at a step is the last one known then', () => {
    expect(testCostAt(before, 70)).toBeCloseTo(0.075, 9);
    expect(testCostAt(before, Infinity)).toBe(0.05);
    expect(testCostAt([], 3)).toBeUndefined();
  });
});

test('the same digit by both runs', () => {
  expect(pairText(6, [0.01, 0.02])).toBe('Picked: a 6; error 0.0100 before, 0.0200 now.');
  expect(pairText(6, [undefined, 0.02])).toBe('Picked: a 6.');
});

describe('planes', () => {
  const found = { step: 1500, angles: [0.2, 0.4], between: 63.4, off: 37, meanCost: 2e-7 };
  test('within a degree they are the same, and their axes are not', () => {
    expect(subspaceText(found)).toBe(
      "At step 1,500 the planes are 0.2° and 0.4° apart: the same plane, not the same axes. The network's meet at 63°, PCA's at 90°, and " +
        "z₁ points 37° away from PCA's first direction. The mean image, which lies in PCA's plane, is copied in the network's at a cost " +
        'below 0.00001.',
    );
  });
  test('before that, nothing is claimed', () => {
    expect(subspaceText({ ...found, angles: [0.2, 5] })).toBe(
      'At step 1,500 the planes are 0.2° and 5.0° apart: one direction is found, the other not yet.',
    );
    expect(subspaceText({ ...found, angles: [60, 80] })).toContain('not the same plane yet');
  });
});
