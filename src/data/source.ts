// Where digits come from, a shard at a time: what all data sets have in common.
import { PIXELS, type DataName } from '../model/spec.ts';
import { HEAD_PER_DIGIT } from '../model/batches.ts';
import { pickImages } from './pick.ts';
import { LABELS, type Split } from './sets/data-set.ts';

/** Images of one digit in one split come in shards: first a small one, so that something can start at once. */
export interface DigitSource {
  readonly name: DataName;
  /** Images of a digit in a split. */
  count(split: Split, digit: number): number;
  /** Bytes `[images, 784]`, 0 paper to 255 ink. Throws a sentence that names the shard and the way out. */
  shard(split: Split, digit: number, index: number, signal?: AbortSignal): Promise<Uint8Array>;
}

const SHARD_IMAGES = 2_000;

/** Image ranges `[from, to)` of the shards of `count` images: 500, then 2,000 at a time. */
export function shardRanges(count: number): [from: number, to: number][] {
  const ranges: [number, number][] = [[0, Math.min(HEAD_PER_DIGIT, count)]];
  for (let from = HEAD_PER_DIGIT; from < count; from += SHARD_IMAGES) ranges.push([from, Math.min(from + SHARD_IMAGES, count)]);
  return ranges;
}

export interface Digits {
  /** `[count, 784]` bytes, 0 paper to 255 ink */
  readonly images: Uint8Array;
  /** `[count]` */
  readonly labels: Uint8Array;
}

/** A selection of digits. Arrays have their full size from the start; shards fill them in. */
export interface Dataset {
  readonly name: DataName;
  readonly digits: readonly number[];
  /** The first `head` images are the first shards of every digit, the rest follows digit by digit. */
  readonly train: Digits & { readonly head: number };
  readonly test: Digits & { readonly head: number };
}

interface Slot {
  readonly split: Split;
  readonly digit: number;
  readonly index: number;
  readonly at: number;
  readonly count: number;
}

function layOut(source: DigitSource, split: Split, digits: readonly number[]): { slots: Slot[]; total: number; head: number } {
  const slots: Slot[] = [];
  let at = 0;
  const place = (digit: number, index: number, [from, to]: [number, number]) => {
    slots.push({ split, digit, index, at, count: to - from });
    at += to - from;
  };
  for (const digit of digits) place(digit, 0, shardRanges(source.count(split, digit))[0]!);
  const head = at;
  for (const digit of digits) {
    shardRanges(source.count(split, digit)).forEach((range, index) => {
      if (index > 0) place(digit, index, range);
    });
  }
  return { slots, total: at, head };
}

export interface Loading {
  readonly dataset: Dataset;
  /** The test set and the first training shards are in place: training can start. */
  readonly head: Promise<void>;
  /** Everything is in place. */
  readonly all: Promise<void>;
}

// #region load
/**
 * Starts loading a selection of digits: the test set and the training heads first.
 * `onProgress` gets the fraction of images that arrived.
 */
export function loadDataset(
  source: DigitSource,
  digits: readonly number[],
  onProgress: (fraction: number) => void,
  signal?: AbortSignal,
): Loading {
  const test = layOut(source, 'test', digits);
  const train = layOut(source, 'train', digits);
  const empty = (total: number, head: number) => ({ images: new Uint8Array(total * PIXELS), labels: new Uint8Array(total), head });
  const dataset: Dataset = { name: source.name, digits, train: empty(train.total, train.head), test: empty(test.total, test.head) };
  const total = test.total + train.total;
  if (train.total === 0 || test.total === 0) throw new Error(`There is no image of the digits ${digits.join(', ')} in these data.`);
  let arrived = 0;

  async function fetchSlot({ split, digit, index, at, count }: Slot): Promise<void> {
    const bytes = await source.shard(split, digit, index, signal);
    if (bytes.length !== count * PIXELS)
      throw new Error(`shard ${index} of digit ${digit} (${split}) has ${bytes.length} bytes, not ${count * PIXELS}`);
    dataset[split].images.set(bytes, at * PIXELS);
    dataset[split].labels.fill(digit, at, at + count);
    arrived += count;
    onProgress(arrived / total);
  }
  // The whole test set comes first: without it not even the cost at step 0 could be told.
  const first = [...test.slots, ...train.slots.filter(({ index }) => index === 0)];
  const rest = train.slots.filter(({ index }) => index > 0);
  const head = Promise.all(first.map(fetchSlot)).then(() => {});
  // One after another: synthetic digits are drawn on the worker's own thread, which must stay free for
  // messages in between.
  const all = head.then(async () => {
    for (const slot of rest) await fetchSlot(slot);
  });
  all.catch(() => {}); // whoever awaits `head` or `all` gets the error
  return { dataset, head, all };
}
// #endregion

/** How many test digits the figures watch, at most. */
const WATCHED = 500;

/**
 * Indices into the test set of the watch digits: the first of every digit, in the test set's proportions, 500 in all, or as many as there
 * are. They all lie in the first shards.
 * @param counts test images of each of the ten digits
 */
export function watchIndices(digits: readonly number[], counts: readonly number[]): number[] {
  const totals = digits.map((digit) => counts[digit]!);
  const heads = totals.map((count) => shardRanges(count)[0]![1]);
  const all = totals.reduce((a, b) => a + b, 0);
  const watched = Math.min(
    WATCHED,
    heads.reduce((a, b) => a + b, 0),
  );
  const quota = totals.map((n, k) => Math.min(heads[k]!, Math.floor((watched * n) / all)));
  for (let k = 0; quota.reduce((a, b) => a + b, 0) < watched; k = (k + 1) % quota.length) if (quota[k]! < heads[k]!) quota[k]!++;
  let start = 0;
  return quota.flatMap((n, k) => {
    const first = start;
    start += heads[k]!;
    return Array.from({ length: n }, (_, i) => first + i);
  });
}

/** Test images of each label. */
export const testCounts = (source: DigitSource): number[] => Array.from({ length: LABELS }, (_, label) => source.count('test', label));

/** The watch digits alone, bytes `[watched, 784]`: fetches the first test shard of each digit. */
export async function loadWatched(source: DigitSource, digits: readonly number[]): Promise<Uint8Array> {
  const heads = await Promise.all(digits.map((digit) => source.shard('test', digit, 0)));
  const images = new Uint8Array(heads.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const head of heads) {
    images.set(head, at);
    at += head.length;
  }
  return pickImages(images, watchIndices(digits, testCounts(source)));
}

/** Labels of the watch digits, `[watched]`. */
export function watchLabels(digits: readonly number[], counts: readonly number[]): Uint8Array {
  const labels = digits.flatMap((digit) => Array.from({ length: shardRanges(counts[digit]!)[0]![1] }, () => digit));
  return Uint8Array.from(watchIndices(digits, counts), (index) => labels[index]!);
}
