// Held-out digits in the build: how strange each digit is to a recorded network that was not trained on it, for pictures and prose.
import { openSource } from '../../cli/open-source.ts';
import { detector, errorsOf, parted, thresholdBy } from './scores.ts';
import { nearest } from '../../kit/draw/plane.ts';
import { codeAt } from '../../kit/draw/reading.ts';
import { fixedAutoencoder } from '../../model/autoencoder.ts';
import { imageErrors } from '../../model/forward.ts';
import { pca, pcaParameters, pcaSpec } from '../../model/pca.ts';
import { NOTEBOOK_DIGITS } from '../../model/recipes.ts';
import { rocArea, rocCurve, shareAbove } from '../../model/roc.ts';
import type { DataName } from '../../model/spec.ts';
import { ask } from '../../build/ask.ts';
import { buildChain } from '../../build/chain.ts';
import { once } from '../../build/once.ts';
import { recordedRun, watched } from '../../build/recorded.ts';

/** Digits that the run was not trained on. */
export async function strangersOf(run: string): Promise<number[]> {
  const { digits } = (await recordedRun(run)).record.config;
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => !digits.includes(digit));
}

/** Errors of the run's own digits and of a stranger. */
async function scores(run: string, which: 'network' | 'pca', stranger: number, odd = 0) {
  const { digits } = (await recordedRun(run)).record.config;
  return ask(run, { kind: 'held-out:scores', which, digits: [...digits, stranger], odd });
}

/** What the figure shows of a recorded run, but for the threshold. */
export async function heldOutPicture(run: string, stranger: number, count: number) {
  const scored = await scores(run, 'network', stranger, count);
  const { odd, images, reconstructions } = scored;
  const known = (await recordedRun(run)).record.config.digits;
  const pcas = await scores(run, 'pca', stranger);
  const detectors = [detector('network', scored, stranger), detector('pca', pcas, stranger)] as const;
  return { scored, odd, images, reconstructions, known, stranger, detectors };
}

/** Share of known digits that may be called strange where the prose counts what is caught. */
const ALARMS = 0.05;

const errorsOn = (images: Float32Array, copies: Float32Array): Float32Array => Float32Array.from(imageErrors(images, copies));

/** Which known digits a stranger lands among: percent of its images by the label of the watch digit whose code is nearest. */
async function landings(run: string, stranger: number): Promise<Readonly<Record<string, number>>> {
  const { data, digits } = (await recordedRun(run)).record.config;
  const watch = await ask(run, { kind: 'codes', which: 'network' });
  const { codes } = await ask(run, { kind: 'encode', which: 'network', images: await watched(data, [stranger]) });
  const labels = Array.from({ length: codes.length / 2 }, (_, i) => watch.labels[nearest(watch.codes, codeAt(codes, i), 1)[0]!]!);
  const share = (digit: number) => (100 * labels.filter((label) => label === digit).length) / labels.length;
  return Object.fromEntries(digits.map((digit) => [digit, share(digit)]));
}

/** Numbers for the prose about one stranger: where it lands, areas, also against each known digit alone, and what a threshold with 5 % alarms does. */
async function strangerNumbers(run: string, stranger: number) {
  const { data, digits } = (await recordedRun(run)).record.config;
  const of = async (which: 'network' | 'pca') => {
    const all = await scores(run, which, stranger);
    const { known, strangers } = parted(all, stranger);
    const threshold = thresholdBy({ share: ALARMS }, known);
    return {
      area: rocArea(rocCurve(known, strangers)),
      threshold,
      caught: 100 * shareAbove(strangers, threshold),
      error: strangers.reduce((sum, error) => sum + error, 0) / strangers.length,
      against: Object.fromEntries(digits.map((digit) => [digit, rocArea(rocCurve(errorsOf(all, digit), strangers))])),
      alarms: Object.fromEntries(digits.map((digit) => [digit, 100 * shareAbove(errorsOf(all, digit), threshold)])),
    };
  };
  const blank = async (digit: number) => {
    const images = await watched(data, [digit]);
    return errorsOn(images, new Float32Array(images.length));
  };
  const ink = (await Promise.all(digits.map(blank))).flatMap((errors) => [...errors]);
  return {
    lands: await landings(run, stranger),
    ...(await of('network')),
    pca: await of('pca'),
    blank: { area: rocArea(rocCurve(ink, await blank(stranger))) },
  };
}

/** Most numbers a code of PCA's may have here: they decide how long the build computes. */
const LONGEST = 128;

/** Exact PCA of the first training shards of a data set, by its name. */
const longPca = once(async (data) => {
  const source = await openSource(data as DataName);
  const heads = await Promise.all(NOTEBOOK_DIGITS.map((digit) => source.shard('train', digit, 0)));
  const images = new Uint8Array(heads.reduce((sum, { length }) => sum + length, 0));
  heads.forEach((head, k) =>
    images.set(
      head,
      heads.slice(0, k).reduce((sum, { length }) => sum + length, 0),
    ),
  );
  return pca(images, LONGEST);
});

/**
 * `heldout.RUN.pcaK.…`: PCA with K numbers a digit as a detector, fitted to the first 500 training images of each known digit: mean error
 * of known and of strange digits, and the mean of the areas over all strangers.
 */
async function longCodes(run: string, size: number) {
  const { data, digits } = (await recordedRun(run)).record.config;
  const { mean, components } = await longPca(data);
  const parameters = async () => pcaParameters({ mean, components, count: size });
  const byPca = fixedAutoencoder({ spec: pcaSpec(size), step: 0, parameters }, () => watched(data, digits), buildChain);
  const byDigit = async (digit: number) => {
    const images = await watched(data, [digit]);
    return errorsOn(images, await byPca.decode(await byPca.encode(images)));
  };
  const known = (await Promise.all(digits.map(byDigit))).flatMap((errors) => [...errors]);
  const strange = await Promise.all((await strangersOf(run)).map(byDigit));
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    known: average(known),
    strange: average(strange.flatMap((errors) => [...errors])),
    area: average(strange.map((errors) => rocArea(rocCurve(known, errors)))),
  };
}

/** What `heldOutNumbers` gives, by `RUN KEY`. */
const numbersOf = once(async (path): Promise<Readonly<Record<string, unknown>>> => {
  const [run = '', key = ''] = path.split(' ');
  const strangers = await strangersOf(run);
  const digit = strangers.find((each) => String(each) === key);
  if (digit !== undefined) return { [key]: await strangerNumbers(run, digit) };
  const size = Number(/^pca(\d+)$/.exec(key)?.[1]);
  if (size >= 1 && size <= LONGEST) return { [key]: await longCodes(run, size) };
  if (key !== 'hardest' && key !== 'easiest') throw new Error(`allowed: hardest, easiest, pca1 to pca${LONGEST}, ${strangers.join(', ')}`);
  const areas: [number, number][] = [];
  for (const each of strangers) areas.push([each, (await strangerNumbers(run, each)).area]);
  areas.sort((a, b) => a[1] - b[1]);
  return { hardest: areas[0]![0], easiest: areas.at(-1)![0] };
});

/**
 * For `<Num>`: `heldout.RUN.DIGIT.…` about a stranger; `heldout.RUN.hardest` and `.easiest`, which digits; `heldout.RUN.pcaK.…`. Throws a
 * sentence.
 * @param key a digit, one of the two words, or pca with a number
 */
export function heldOutNumbers(run: string, key: string): Promise<Readonly<Record<string, unknown>>> {
  return numbersOf(`${run} ${key}`);
}
