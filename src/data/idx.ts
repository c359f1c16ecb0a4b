// Reads IDX, the format of MNIST's four files: big-endian header, then one byte for every pixel or label.
// Format: magic number (0, 0, 8 for unsigned bytes, number of dimensions), then each dimension as uint32, then the bytes.
import { PIXELS, SIDE } from '../model/spec.ts';

/** Unsigned bytes in three dimensions: images, rows, columns. */
const IMAGES_MAGIC = 0x0803;
/** Unsigned bytes in one dimension: labels. */
const LABELS_MAGIC = 0x0801;

/** Bytes before the pixels, and before the labels. */
export const IMAGES_HEADER = 16;
export const LABELS_HEADER = 8;

/** More items than any file of this kind has: a header that claims more is damaged. */
const MAX_ITEMS = 1_000_000;
/** Pixels to a side, at most, of images that are scaled down. */
const MAX_SIDE = 512;

function header(bytes: Uint8Array, name: string, magic: number, length: number): number[] {
  const what = magic === IMAGES_MAGIC ? 'images' : 'labels';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = bytes.length < 4 ? undefined : view.getUint32(0);
  if (found !== undefined && found !== magic) throw new Error(`${name} has the magic number ${found}; a file of ${what} has ${magic}`);
  if (bytes.length < length) throw new Error(`${name} is truncated: ${bytes.length} bytes, and the header alone has ${length}`);
  return Array.from({ length: length / 4 - 1 }, (_, k) => view.getUint32(4 + 4 * k));
}

function body(bytes: Uint8Array, name: string, start: number, items: number, bytesPerItem: number): Uint8Array {
  if (items > MAX_ITEMS) throw new Error(`${name} claims ${items} items, more than the ${MAX_ITEMS} this reader takes`);
  const length = start + items * bytesPerItem;
  if (bytes.length < length) throw new Error(`${name} is truncated: ${bytes.length} bytes, and its header promises ${length}`);
  if (bytes.length > length) throw new Error(`${name} is too long: ${bytes.length} bytes, and its header promises ${length}`);
  return bytes.subarray(start);
}

/** Whether an unpacked file, `[n]` bytes, begins as IDX files of bytes do: of images, or of labels. */
export function idxKind(bytes: Uint8Array): 'images' | 'labels' | undefined {
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8) return undefined;
  return bytes[3] === 3 ? 'images' : bytes[3] === 1 ? 'labels' : undefined;
}

/** Images `[count, rows, columns]` of bytes. */
export interface IdxPictures {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly pixels: Uint8Array;
}

/** The images `[count, rows * columns]` of an unpacked IDX file, of up to 512 x 512 pixels (a view). Throws a sentence that begins with `name`. */
export function idxPictures(bytes: Uint8Array, name: string): IdxPictures {
  const [count, rows, columns] = header(bytes, name, IMAGES_MAGIC, IMAGES_HEADER) as [number, number, number];
  const fits = (side: number) => side >= 1 && side <= MAX_SIDE;
  if (!fits(rows) || !fits(columns))
    throw new Error(`${name} has images of ${rows} x ${columns} pixels, and a side may have 1 to ${MAX_SIDE}`);
  return { count, rows, columns, pixels: body(bytes, name, IMAGES_HEADER, count, rows * columns) };
}

/**
 * Pixels `[images, 784]`, 0 paper to 255 ink, of an unpacked IDX file of 28 x 28 images (a view, not a copy).
 * Throws a sentence that begins with `name` and says what is wrong.
 */
export function idxImages(bytes: Uint8Array, name: string): Uint8Array {
  const [images, rows, columns] = header(bytes, name, IMAGES_MAGIC, IMAGES_HEADER) as [number, number, number];
  if (rows !== SIDE || columns !== SIDE) throw new Error(`${name} has images of ${rows} x ${columns} pixels, not ${SIDE} x ${SIDE}`);
  return body(bytes, name, IMAGES_HEADER, images, PIXELS);
}

/** Labels `[images]`, 0 to 9, of an unpacked IDX file (a view). Throws a sentence that begins with `name`. */
export function idxLabels(bytes: Uint8Array, name: string): Uint8Array {
  const [labels] = header(bytes, name, LABELS_MAGIC, LABELS_HEADER) as [number];
  const values = body(bytes, name, LABELS_HEADER, labels, 1);
  const wrong = values.find((label) => label > 9);
  if (wrong !== undefined) throw new Error(`${name} has the label ${wrong}; a digit is 0 to 9`);
  return values;
}
