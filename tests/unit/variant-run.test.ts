// The runs of the variants' controls: what is recorded under small-* is what the controls would start.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sheetOf, FORMS } from '../../src/features/code-panel/words.ts';
import { offNormal, spreadOf } from '../../src/kit/draw/run-numbers.ts';
import { variantText } from '../../src/kit/island/sheet-names.ts';
import { variantRun } from '../../src/features/variant-controls/variant-run.ts';
import { linearRun, recipeRun } from '../../src/model/recipes.ts';
import { parseRecord } from '../../src/model/record.ts';
import { checkSpec } from '../../src/model/spec.ts';
import { variantAt } from '../../src/model/variants/index.ts';

const before = recipeRun('fast', 'mnist', 0);

test.each(['plain', 'denoising'] as const)('small-%s is the run that the controls start', (kind) => {
  const record = parseRecord(JSON.parse(readFileSync(`public/runs/small-${kind}/run.json`, 'utf8')));
  expect(record.config).toEqual(variantRun(before, variantAt(kind), 2));
});

test('noise is borne better by the network that was trained with noise, and costs it little on clean digits', () => {
  const [plain, denoising] = ['plain', 'denoising'].map((kind) =>
    parseRecord(JSON.parse(readFileSync(`public/runs/small-${kind}/run.json`, 'utf8'))),
  ) as [ReturnType<typeof parseRecord>, ReturnType<typeof parseRecord>];
  expect(denoising.testCost / plain.testCost).toBeLessThan(1.03);
  // The chapter: noise raises the plain one's cost by about a sixth and moves its codes nearly twice as far; the denoising one hardly notices.
  expect(Math.abs(plain.underNoise!.testCost / plain.testCost - 7 / 6)).toBeLessThan(0.03);
  expect(denoising.underNoise!.testCost / denoising.testCost).toBeLessThan(1.05);
  expect(Math.abs(plain.underNoise!.moved / denoising.underNoise!.moved - 1.9)).toBeLessThan(0.2);
});

test('a linear run has no hidden layer and no curve; every size of code makes a network', () => {
  const linear = linearRun('mnist', [1, 5, 6], 0, 8);
  expect(linear.spec).toEqual({ units: [784, 8, 784], activations: ['linear', 'linear'], code: 1 });
  expect(variantText(linear)).toBe('linear');
  for (const size of [1, 2, 3, 8, 32]) checkSpec(variantRun(before, variantAt('sparse'), size).spec);
});

test('codes spread by their standard deviation along each axis', () => {
  expect(spreadOf(Float32Array.of(1, 5, 3, 5, 1, 9, 3, 9))).toEqual([1, 2]);
  expect(offNormal(Float32Array.of(1, 5, 3, 5, 1, 9, 3, 9))).toBe(1);
});

describe('the code panel', () => {
  const [tfjs] = FORMS;
  const joined = (lines: readonly { readonly text: string }[]) => lines.map(({ text }) => text).join('');

  test('shows the whole program where nothing differs, and says so', () => {
    const { lines, says } = sheetOf(tfjs!, 'plain', before);
    expect(joined(lines)).toBe(tfjs!.text(before));
    expect(says).toBe('No line differs from a plain run: this is the whole program.');
  });

  test('shows what a variant changes, whatever variant the run has', () => {
    const sparse = variantRun(before, variantAt('sparse'), 2);
    const { lines, says } = sheetOf(tfjs!, 'variational', sparse);
    expect(joined(lines)).toContain('+     const [mean, logVariance]');
    expect(joined(lines)).not.toContain('tf.abs');
    expect(says).toMatch(/^Against a plain run: \d+ lines go \(−\), \d+ come \(\+\)\.$/);
  });

  test('without a run before there is nothing to compare with', () => {
    expect(sheetOf(tfjs!, 'ghost', before).says).toContain('no run before');
  });
});
