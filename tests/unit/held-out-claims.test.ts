// What the chapter on strangers claims of the recorded run on the pen's digits, computed anew from its weights.
import { expect, test } from 'vitest';
import { heldOutNumbers, heldOutPicture, strangersOf } from '../../src/features/held-out/still.ts';

interface About {
  readonly area: number;
  readonly caught: number;
  readonly error: number;
  readonly pca: { readonly area: number; readonly error: number };
  readonly against: Readonly<Record<string, number>>;
  readonly alarms: Readonly<Record<string, number>>;
}

const about = async (stranger: number) => (await heldOutNumbers('pen', String(stranger)))[stranger] as About;

test('the area told of 7s is the share of pairs in which the 7 errs more', async () => {
  const { scored } = (await heldOutPicture('pen', 7, 0))!;
  const of = (strange: boolean) => [...scored.errors].filter((_, i) => (scored.labels[i] === 7) === strange);
  const [known, strangers] = [of(false), of(true)];
  expect([known.length, strangers.length]).toEqual([1500, 500]);
  let wins = 0;
  for (const stranger of strangers) for (const error of known) wins += stranger > error ? 1 : stranger === error ? 0.5 : 0;
  expect((await about(7)).area).toBeCloseTo(wins / 750_000, 12);
});

test('3 is the hardest stranger and 2 the easiest; for all seven the network is the better alarm', { tags: 'slow' }, async () => {
  const strangers = await strangersOf('pen');
  expect(strangers).toEqual([0, 2, 3, 4, 7, 8, 9]);
  expect(await heldOutNumbers('pen', 'hardest')).toEqual({ hardest: 3, easiest: 2 });
  for (const stranger of strangers) {
    const { area, pca, against } = await about(stranger);
    expect(area).toBeGreaterThan(pca.area + 0.04);
    expect(against['1']).toBeGreaterThan(against['5']!);
  }
});

test('PCA copies 7s better than the network does; false alarms fall on 5s and 6s, hardly on 1s', async () => {
  const { error, pca, alarms } = await about(7);
  expect(pca.error).toBeLessThan(error);
  expect(alarms['1']).toBeLessThan(2);
  expect(alarms['5']).toBeGreaterThan(alarms['6']!);
});

test('with more numbers PCA copies everything better, and is the better alarm only up to a point', { tags: 'slow' }, async () => {
  const sizes = [2, 8, 32, 128];
  const told: { known: number; strange: number; area: number }[] = [];
  for (const size of sizes) told.push((await heldOutNumbers('pen', `pca${size}`))[`pca${size}`] as (typeof told)[number]);
  for (let k = 1; k < sizes.length; k++) {
    expect(told[k]!.known).toBeLessThan(told[k - 1]!.known);
    expect(told[k]!.strange).toBeLessThan(told[k - 1]!.strange);
  }
  const [two, eight, thirtyTwo, most] = told.map(({ area }) => area);
  expect(two! < eight! && eight! < thirtyTwo! && most! < thirtyTwo!).toBe(true);
});

test('a key that is no stranger of the run is refused with what is allowed', async () => {
  await expect(heldOutNumbers('pen', '5')).rejects.toThrow('allowed: hardest, easiest, pca1 to pca128, 0, 2, 3, 4, 7, 8, 9');
});
