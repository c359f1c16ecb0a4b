// Held-out digits in the build: how strange each digit is to a recorded network that was not trained on it, for pictures and prose.
import { openSource } from '../../cli/open-source.ts';
import { loadWatched, WATCHED } from '../../data/source.ts';
import { detector, errorsOf, parted, thresholdBy, type Scored } from './scores.ts';
import { nearest } from '../../kit/draw/plane.ts';
import { codeAt } from '../../kit/draw/reading.ts';
import { imageErrors, intensities } from '../../model/forward.ts';
import { pca, pcaParameters, pcaSpec } from '../../model/pca.ts';
import { NOTEBOOK_DIGITS } from '../../model/recipes.ts';
import { rocArea, rocCurve, shareAbove } from '../../model/roc.ts';
import { rows } from '../../model/rows.ts';
import { PIXELS, type DataName } from '../../model/spec.ts';
import { coder, type Coder } from '../../build/chain.ts';
import { once } from '../../build/once.ts';
import { recordedRun } from '../../build/recorded.ts';

/** The first 500 test images of a digit, by `DATA DIGIT`. */
const testImages = once(async (key) => {
  const [data, digit] = key.split(' ');
  return intensities(await loadWatched(await openSource(data as DataName), [Number(digit)]));
});

const errorsBy = ({ encode, decode }: Coder, images: Float32Array): Float32Array =>
  Float32Array.from(imageErrors(images, decode(encode(images))));

/** Always answers with blank paper: its error is the ink of an image. */
const BLANK = { encode: (images: Float32Array) => images, decode: (images: Float32Array) => new Float32Array(images.length) };

type Of = 'network' | 'pca';

/** Errors `[500]` of a recorded run's network, or its PCA-2, by `RUN network|pca DIGIT`. */
const digitErrors = once(async (key) => {
  const [run, of, digit] = key.split(' ');
  const recorded = await recordedRun(run!);
  return errorsBy(recorded[of as Of], await testImages(`${recorded.record.config.data} ${digit}`));
});

/** Digits that the run was not trained on. */
export async function strangersOf(run: string): Promise<number[]> {
  const { digits } = (await recordedRun(run)).record.config;
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((digit) => !digits.includes(digit));
}

async function scored(run: string, of: Of, stranger: number): Promise<Scored> {
  const digits = [...(await recordedRun(run)).record.config.digits, stranger];
  const parts: Float32Array[] = [];
  for (const digit of digits) parts.push(await digitErrors(`${run} ${of} ${digit}`));
  const errors = new Float32Array(WATCHED * digits.length);
  parts.forEach((part, k) => errors.set(part, k * WATCHED));
  return { errors, labels: Uint8Array.from(errors, (_, i) => digits[Math.floor(i / WATCHED)]!) };
}

/** What the figure shows of a recorded run, but for the threshold. */
export async function heldOutPicture(run: string, stranger: number, count: number) {
  const { record, network } = await recordedRun(run);
  const { data, digits } = record.config;
  const [ours, pcas] = [await scored(run, 'network', stranger), await scored(run, 'pca', stranger)];
  const share = (digit: number) => record.labels.filter((label) => label === digit).length;
  const all = [...ours.errors.keys()];
  const strange = (row: number) => ours.labels[row] === stranger;
  const watched = all.filter((row) => !strange(row) && row % WATCHED < share(ours.labels[row]!));
  const byError = (some: number[], sign: number) => some.sort((a, b) => sign * (ours.errors[a]! - ours.errors[b]!)).slice(0, count);
  const odd = [...byError(watched, -1), ...byError(all.filter(strange), 1)];
  const images = new Float32Array(odd.length * PIXELS);
  for (const [n, row] of odd.entries())
    images.set(rows(await testImages(`${data} ${ours.labels[row]!}`), PIXELS, [row % WATCHED]), n * PIXELS);
  return {
    scored: ours,
    odd,
    images,
    reconstructions: network.decode(network.encode(images)),
    known: digits,
    stranger,
    detectors: [detector('network', ours, stranger), detector('pca', pcas, stranger)] as const,
  };
}

/** Share of known digits that may be called strange where the prose counts what is caught. */
const ALARMS = 0.05;

/** Which known digits a stranger lands among: percent of its images by the label of the watch digit whose code is nearest. */
async function landings(run: string, stranger: number): Promise<Readonly<Record<string, number>>> {
  const { record, network } = await recordedRun(run);
  const codes = network.encode(await testImages(`${record.config.data} ${stranger}`));
  const labels = Array.from({ length: codes.length / 2 }, (_, i) => record.labels[nearest(network.codes, codeAt(codes, i), 1)[0]!]!);
  const share = (digit: number) => (100 * labels.filter((label) => label === digit).length) / labels.length;
  return Object.fromEntries(record.config.digits.map((digit) => [digit, share(digit)]));
}

/** Numbers for the prose about one stranger: where it lands, areas, also against each known digit alone, and what a threshold with 5 % alarms does. */
async function strangerNumbers(run: string, stranger: number) {
  const { data, digits } = (await recordedRun(run)).record.config;
  const of = async (which: Of) => {
    const all = await scored(run, which, stranger);
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
  const blank = async (digit: number) => errorsBy(BLANK, await testImages(`${data} ${digit}`));
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
  const byPca = coder(pcaSpec(size), pcaParameters({ mean, components, count: size }));
  const errorsOn = async (digit: number) => errorsBy(byPca, await testImages(`${data} ${digit}`));
  const known = (await Promise.all(digits.map(errorsOn))).flatMap((errors) => [...errors]);
  const strange = await Promise.all((await strangersOf(run)).map(errorsOn));
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
