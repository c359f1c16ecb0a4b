// Reads what a reader drops in: an IDX file of images with or without one of labels, gzipped or not, or many image files.
import { PIXELS, SIDE } from '../model/spec.ts';
import { scaled } from '../model/normalise.ts';
import { BUDGET, checkCount, checkMost } from './budget.ts';
import { collect, isGzip } from './gzip.ts';
import { idxKind, idxLabels, idxPictures } from './idx.ts';
import { pictureKind, rimOf, type Grey } from './pictures.ts';
import type { Digits } from './source.ts';

/** A file of the reader's, with the folders it lay in: `digits/7/a.png`. */
export interface OwnFile {
  readonly path: string;
  readonly blob: Blob;
}

/** What reading needs of its surroundings. */
export interface Reading {
  /** Unpacks an image file, or throws a sentence. */
  readonly decode: (blob: Blob, name: string) => Promise<Grey>;
  /** Told before each file: `doing` file or image `item` of `of`. */
  readonly tell: (doing: string, item: number, of: number) => void;
  /** Whether the reader no longer waits for it. */
  readonly dropped: () => boolean;
}

export interface OwnImages extends Digits {
  /** No label was found: all have label 0. */
  readonly unlabelled: boolean;
  /** They were dark on light, and are turned over: ink is high. */
  readonly turned: boolean;
  /** How many were not 28 x 28 and are scaled to fit. */
  readonly fitted: number;
}

/** A frame whose rim is lighter than this is light paper. */
const HALF = 128;
const COUNT = new Intl.NumberFormat('en').format;

/** What systems leave in folders beside what one puts there. */
const isLitter = (path: string) => /(^|\/)(\.[^/]*|__MACOSX\/.*|Thumbs\.db|desktop\.ini)$/i.test(path);

/** A picture in a frame of 28 x 28, `[784]`: scaled to fit, on paper of the mean grey of its rim. */
export function fitted(grey: Grey): Uint8Array {
  const { width, height, values } = grey;
  if (width === SIDE && height === SIDE) return values;
  const scale = SIDE / Math.max(width, height);
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(scale * side))) as [number, number];
  const rim = rimOf(grey);
  const frame = new Uint8Array(PIXELS).fill(Math.round(rim.reduce((sum, value) => sum + value, 0) / rim.length));
  const [left, top] = [Math.floor((SIDE - columns) / 2), Math.floor((SIDE - rows) / 2)];
  scaled(values, width, { left: 0, right: width, top: 0, bottom: height }, columns, rows).forEach((value, i) => {
    frame[(top + Math.floor(i / columns)) * SIDE + left + (i % columns)] = Math.round(value);
  });
  return frame;
}

/** Frames `[n, 784]` with high values for ink: where most rims are light, all are turned over. */
function asInk(frames: Uint8Array): { readonly images: Uint8Array; readonly turned: boolean } {
  let [sum, count] = [0, 0];
  for (let at = 0; at < frames.length; at += PIXELS) {
    for (const value of rimOf({ width: SIDE, height: SIDE, values: frames.subarray(at, at + PIXELS) })) {
      sum += value;
      count++;
    }
  }
  const turned = sum / count >= HALF;
  return { images: turned ? frames.map((value) => 255 - value) : frames, turned };
}

/** What a path says of the label: the name of the folder, or what stands before `-` or `_` in the file's name. */
export function labelOf(path: string): number | undefined {
  const names = path.split('/');
  const folder = names.length > 1 ? /^(?:\D*[\s_-])?(\d{1,3})$/.exec(names.at(-2)!) : null;
  const found = folder ?? /^(\d)[_-]/.exec(names.at(-1)!);
  if (!found) return undefined;
  const label = Number(found[1]);
  if (label > 9) throw new Error(`${path} is in a folder for the label ${label}; labels are 0 to 9. Rename the folder or leave it out.`);
  return label;
}

function labelsOf(files: readonly OwnFile[]): { readonly labels: Uint8Array; readonly unlabelled: boolean } {
  const labels = files.map(({ path }) => labelOf(path));
  const without = labels.indexOf(undefined);
  const unlabelled = labels.every((label) => label === undefined);
  if (without >= 0 && !unlabelled)
    throw new Error(`${files[without]!.path} has no label, and others have one: put each image in a folder 0 to 9, or none.`);
  return { labels: Uint8Array.from(labels, (label) => label ?? 0), unlabelled };
}

/** Files one after the other, as long as the reader waits for them. */
async function oneByOne(
  files: readonly OwnFile[],
  doing: string,
  { tell, dropped }: Reading,
  take: (file: OwnFile, index: number) => Promise<void>,
): Promise<void> {
  for (const [n, file] of files.entries()) {
    if (dropped()) throw new Error('Reading was cancelled.');
    tell(doing, n + 1, files.length);
    await take(file, n);
  }
}

async function readPictures(files: readonly OwnFile[], reading: Reading): Promise<OwnImages> {
  checkCount(files.length);
  const found = labelsOf(files);
  const frames = new Uint8Array(files.length * PIXELS);
  let count = 0;
  await oneByOne(files, 'Reading image', reading, async ({ path, blob }, n) => {
    const grey = await reading.decode(blob, path);
    if (grey.width !== SIDE || grey.height !== SIDE) count++;
    frames.set(fitted(grey), n * PIXELS);
  });
  return { ...asInk(frames), ...found, fitted: count };
}

/** The bytes of an IDX file, unpacked if they are gzipped, of which there may be `left`. */
async function unpacked({ path, blob }: OwnFile, left: number): Promise<Uint8Array> {
  const tooMuch = `${path} holds more than ${Math.floor(left / 1e6)} MB, which is the most that is taken. Cut it.`;
  if (blob.size > left) throw new Error(tooMuch);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (!isGzip(bytes)) return bytes;
  return collect(blob.stream().pipeThrough(new DecompressionStream('gzip')), left).catch((error: unknown) => {
    throw new Error(error instanceof TypeError ? `${path} cannot be unpacked: it is damaged or cut short.` : tooMuch);
  });
}

/** The reader's sentence about a file ends without a way out. */
function orElse<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}. Choose another file.`, { cause: error });
  }
}

async function readIdx(files: readonly OwnFile[], reading: Reading): Promise<OwnImages> {
  // Counted before any is unpacked: a few thousand bytes may become tens of millions.
  if (files.length > 2) throw new Error(`There are ${files.length} IDX files: choose one of images, and its labels if there are some.`);
  const read: { readonly path: string; readonly bytes: Uint8Array }[] = [];
  await oneByOne(files, 'Unpacking file', reading, async (file) => {
    const left = read.reduce((bytes, each) => bytes - each.bytes.length, BUDGET.idx);
    read.push({ path: file.path, bytes: await unpacked(file, left) });
  });
  const stranger = read.find(({ bytes }) => idxKind(bytes) === undefined);
  if (stranger) throw new Error(`${stranger.path} is neither an IDX file of bytes nor an image. Leave it out.`);
  const [pictures, marks] = (['images', 'labels'] as const).map((kind) => read.filter(({ bytes }) => idxKind(bytes) === kind));
  if (pictures!.length !== 1 || marks!.length > 1)
    throw new Error(
      `There are ${pictures!.length} IDX files of images and ${marks!.length} of labels: choose one of images, and its labels if there are some.`,
    );
  const { path, bytes } = pictures![0]!;
  const { count, rows, columns, pixels } = orElse(() => idxPictures(bytes, path));
  checkCount(count, `In ${path}`);
  const labels = marks![0] ? orElse(() => idxLabels(marks![0]!.bytes, marks![0]!.path)) : new Uint8Array(count);
  if (labels.length !== count)
    throw new Error(`${path} has ${COUNT(count)} images, and ${marks![0]!.path} has ${COUNT(labels.length)} labels: they are not a pair.`);
  const frames = new Uint8Array(count * PIXELS);
  const size = rows * columns;
  for (let n = 0; n < count; n++)
    frames.set(fitted({ width: columns, height: rows, values: pixels.subarray(n * size, (n + 1) * size) }), n * PIXELS);
  return { ...asInk(frames), labels, unlabelled: marks!.length === 0, fitted: rows === SIDE && columns === SIDE ? 0 : count };
}

/** Reads own images in the order of their paths. Throws a sentence that names the file and the way out. */
export async function readOwn(chosen: readonly OwnFile[], reading: Reading): Promise<OwnImages> {
  const files = chosen.filter(({ path }) => !isLitter(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (files.length === 0) throw new Error('There is no file in it. Choose images, a folder of images, or IDX files.');
  checkMost(files.length, 'There', 'files');
  if (files.reduce((sum, { blob }) => sum + blob.size, 0) > BUDGET.files)
    throw new Error(
      `The files have more than ${BUDGET.files / 1e6} MB, which is the most that is taken. Choose fewer, or make them smaller.`,
    );
  let packed = 0;
  await oneByOne(files, 'Looking at file', reading, async ({ path, blob }) => {
    const head = new Uint8Array(await blob.slice(0, 64).arrayBuffer());
    const idx = isGzip(head) || idxKind(head) !== undefined;
    if (idx) packed++;
    else if (!pictureKind(head)) throw new Error(`${path} is neither an image nor an IDX file. Leave it out.`);
  });
  if (packed === 0) return readPictures(files, reading);
  if (packed < files.length) throw new Error('There are IDX files and images among them: choose the one or the other.');
  return readIdx(files, reading);
}
