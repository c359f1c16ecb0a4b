// Where the reader expects each kind of digit on the plane, where it came to lie, and the two compared in words.
import { procrustes, type Alignment } from '../../model/procrustes.ts';
import type { Point } from '../../kit/draw/plane.ts';
import { digitsOf } from '../../kit/draw/reading.ts';
import { kindsText, listText } from '../../kit/words.ts';

/** A place for each digit that has one. */
export type Places = ReadonlyMap<number, Point>;

/** The mean of each digit's codes `[n, 2]`. */
export function centresOf(codes: Float32Array, labels: Uint8Array): Places {
  return new Map(
    digitsOf(labels).map((digit) => {
      const own = [...labels.keys()].filter((index) => labels[index] === digit);
      const mean = (column: 0 | 1) => own.reduce((sum, index) => sum + codes[2 * index + column]!, 0) / own.length;
      return [digit, [mean(0), mean(1)]];
    }),
  );
}

const distance = ([a, b]: Point, [c, d]: Point) => Math.hypot(a - c, b - d);
const flat = (places: Places, digits: readonly number[]) => Float32Array.from(digits.flatMap((digit) => [...places.get(digit)!]));
const both = (guesses: Places, centres: Places) => [...centres.keys()].filter((digit) => guesses.has(digit));

/** The guesses turned, mirrored, stretched and shifted so that they fit the centres best; undefined for fewer than three. */
export function alignPlaces(guesses: Places, centres: Places): { readonly alignment: Alignment; readonly places: Places } | undefined {
  const digits = both(guesses, centres);
  if (digits.length < 3) return undefined;
  const alignment = procrustes(flat(guesses, digits), flat(centres, digits));
  const moved = alignment.apply(flat(guesses, digits));
  return { alignment, places: new Map(digits.map((digit, k) => [digit, [moved[2 * k]!, moved[2 * k + 1]!]])) };
}

/** The two digits that lie closest together, smaller first; undefined for fewer than three. */
export function closestPair(places: Places): readonly [number, number] | undefined {
  const digits = [...places.keys()];
  const pairs = digits.flatMap((a, k) => digits.slice(k + 1).map((b) => [a, b] as const));
  const apart = ([a, b]: readonly [number, number]) => distance(places.get(a)!, places.get(b)!);
  return digits.length < 3 ? undefined : pairs.reduce((best, pair) => (apart(pair) < apart(best) ? pair : best));
}

/**
 * Guesses against centres in a few sentences: distances as placed, then what is left of them after the best turn and mirror.
 * @param whose "your network" or "the recorded run"
 */
export function comparePlaces(guesses: Places, centres: Places, whose: string): string {
  const digits = both(guesses, centres);
  if (digits.length === 0) return `No mark was placed; the large marks are where ${whose} puts the middle of each kind.`;
  const off = (places: Places) => digits.map((digit) => distance(places.get(digit)!, centres.get(digit)!));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const raw = off(guesses);
  const first = `From your mark to their middle: ${listText(digits.map((digit, k) => `${digit}s ${raw[k]!.toFixed(1)}`))}.`;
  const aligned = alignPlaces(guesses, centres);
  const [mine, real] = [closestPair(new Map(digits.map((digit) => [digit, guesses.get(digit)!]))), closestPair(centres)];
  if (!aligned || !mine || !real) return first;
  const { mirrored, degrees } = aligned.alignment;
  const turn = `${mirrored ? 'mirrored and ' : ''}turned by ${Math.abs(degrees).toFixed(0)}°`;
  const fit = `On average ${mean(raw).toFixed(1)}; with your marks ${turn}, shifted and stretched to fit, ${mean(off(aligned.places)).toFixed(1)}.`;
  const same = mine.join() === real.join();
  const pair = same
    ? `You put ${kindsText(mine)} closest together, and so does ${whose}.`
    : `You put ${kindsText(mine)} closest together; ${whose} has ${kindsText(real)} closest.`;
  return `${first} ${fit} ${pair}`;
}
