// Squared errors of many test digits, also of digits the run was not trained on: how strange each of them is to a network.
import type { Autoencoder } from '../../model/autoencoder.ts';
import { imageErrors } from '../../model/forward.ts';
import { rows } from '../../model/rows.ts';
import { PIXELS } from '../../model/spec.ts';
import type { AnswersOf } from '../../train/answers.ts';
import { inPortions } from '../../train/portions.ts';

const reconstruct = async (network: Autoencoder, images: Float32Array) => network.decode(await network.encode(images));

/** Mean squared error of each image `[n, 784]`. Lets messages in between: plain TypeScript takes a second for 500. */
async function errorsOf(images: Float32Array, network: Autoencoder, late: () => boolean): Promise<Float32Array> {
  const count = images.length / PIXELS;
  const errors = new Float32Array(count);
  await inPortions(count, late, async (from, to) => {
    const some = images.subarray(from * PIXELS, to * PIXELS);
    errors.set(imageErrors(some, await reconstruct(network, some)), from);
  });
  return errors;
}

/** Errors by digit, of a network at a step: who changes the stranger does not wait for the known digits again. */
const known = new WeakMap<Autoencoder, { readonly step: number; readonly errors: Map<string, Float32Array> }>();

function kept(network: Autoencoder): Map<string, Float32Array> {
  const last = known.get(network);
  if (last?.step === network.step) return last.errors;
  const errors = new Map<string, Float32Array>();
  known.set(network, { step: network.step, errors });
  return errors;
}

/** Of `candidates`, the `count` rows that come first by `order`. */
const firstBy = (candidates: readonly number[], count: number, order: (a: number, b: number) => number) =>
  candidates.toSorted(order).slice(0, count);

export const answers: AnswersOf<'held-out'> = {
  async 'held-out:scores'({ digits, odd }, { network, step, config, resources, late }) {
    const { data, digits: trained } = await config();
    const wrong = digits.find((digit) => !Number.isInteger(digit) || digit < 0 || digit > 9);
    if (wrong !== undefined) throw new Error(`there are no images of a digit ${wrong}`);
    const memory = kept(network);
    const sets = await Promise.all(digits.map((digit) => resources.watched(data, [digit])));
    const parts: Float32Array[] = [];
    for (const [k, digit] of digits.entries()) {
      const key = `${data} ${digit}`;
      const errors = memory.get(key) ?? (await errorsOf(sets[k]!, network, late));
      // A network in training may have taken steps meanwhile: then these are errors of no one network, and soon asked for again.
      if (network.step === step) memory.set(key, errors);
      parts.push(errors);
    }
    const starts = parts.map((_, k) => parts.slice(0, k).reduce((sum, { length }) => sum + length, 0));
    const errors = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    const labels = new Uint8Array(errors.length);
    parts.forEach((part, k) => {
      errors.set(part, starts[k]);
      labels.fill(digits[k]!, starts[k], starts[k]! + part.length);
    });
    const watched = await resources.labels(data, trained);
    /** How many of a digit are watch digits: the first. */
    const share = (digit: number) => watched.filter((label) => label === digit).length;
    const rowsOf = (k: number, count: number) => Array.from({ length: Math.min(count, parts[k]!.length) }, (_, i) => starts[k]! + i);
    const familiar = digits.flatMap((digit, k) => (trained.includes(digit) ? rowsOf(k, share(digit)) : []));
    const strangers = digits.flatMap((digit, k) => (trained.includes(digit) ? [] : rowsOf(k, Infinity)));
    const shown = [
      ...firstBy(familiar, odd, (a, b) => errors[b]! - errors[a]!),
      ...firstBy(strangers, odd, (a, b) => errors[a]! - errors[b]!),
    ];
    const images = new Float32Array(shown.length * PIXELS);
    shown.forEach((row, n) => {
      const k = starts.findLastIndex((start) => start <= row);
      images.set(rows(sets[k]!, PIXELS, [row - starts[k]!]), n * PIXELS);
    });
    const reconstructions = shown.length > 0 ? (await reconstruct(network, images)).slice() : new Float32Array();
    return { errors, labels, odd: shown, images, reconstructions };
  },
};
