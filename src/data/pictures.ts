// Image files: what kind they are and how large, before anything is unpacked; their greys; and where in them the ink is.
import { BUDGET } from './budget.ts';

/** Images are taken in at most this large, pixels to a side: twenty of a digit's are enough. */
const TAKEN_SIDE = 560;

/** Greys `[height, width]`, 0 black to 255 white. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const ascii = (bytes: Uint8Array, at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));

/** A JPEG's size stands in its frame header, after segments of any number and length. */
function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xff)
      at += 1; // a fill byte before a marker
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8))
      at += 2; // a marker without a segment
    else if (marker === 0xd9 || marker === 0xda || marker === 0)
      return undefined; // the end, or the image before its header
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** A WebP's size, in each of its three forms. */
function webpSize(view: DataView, bytes: Uint8Array): Size | undefined {
  const form = ascii(bytes, 12, 4);
  const three = (at: number) => 1 + view.getUint16(at, true) + 65_536 * view.getUint8(at + 2);
  if (form === 'VP8X') return { width: three(24), height: three(27) };
  if (form === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (form !== 'VP8L') return undefined;
  const bits = view.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

/** A GIF's size: of its screen, or of its first frame where that is larger, as a decoder may make room for it. */
function gifSize(view: DataView): Size | undefined {
  const word = (offset: number) => view.getUint16(offset, true);
  const screen = { width: word(6), height: word(8) };
  const colours = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + colours(view.getUint8(10));
  while (at + 10 <= view.byteLength) {
    const kind = view.getUint8(at);
    if (kind === 0x2c) {
      const [right, bottom] = [word(at + 1) + word(at + 5), word(at + 3) + word(at + 7)];
      return { width: Math.max(screen.width, right), height: Math.max(screen.height, bottom) };
    }
    if (kind !== 0x21) return undefined;
    // An extension: blocks, each with its length before it, up to one of length 0.
    at += 2;
    while (at < view.byteLength && view.getUint8(at) > 0) at += 1 + view.getUint8(at);
    at += 1;
  }
  return undefined;
}

type Kind = 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp';

/** What kind of image begins with these bytes `[n]`; undefined for anything else. */
export function pictureKind(bytes: Uint8Array): Kind | undefined {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  if (ascii(bytes, 0, 4) === 'GIF8') return 'gif';
  if (ascii(bytes, 0, 2) === 'BM') return 'bmp';
  return ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP' ? 'webp' : undefined;
}

const SIZES: Readonly<Record<Kind, (view: DataView, bytes: Uint8Array) => Size | undefined>> = {
  png: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  jpeg: jpegSize,
  gif: gifSize,
  bmp: (view) => ({ width: view.getUint32(18, true), height: Math.abs(view.getInt32(22, true)) }),
  webp: webpSize,
};

/** Size of an image file `[n]` before it is unpacked: the largest that its own words allow. Undefined for what is none. */
export function pictureSize(bytes: Uint8Array): Size | undefined {
  const kind = pictureKind(bytes);
  if (!kind || bytes.length < 32) return undefined;
  return SIZES[kind](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes);
}

/** Throws a sentence that begins with `name` where the bytes `[n]` are no image of a known kind, or one that is too large to unpack. */
export function checkPicture(bytes: Uint8Array, name: string): Size {
  const size = pictureSize(bytes);
  if (!size) throw new Error(`${name} is no image that can be read here: choose a PNG, JPEG, GIF, BMP or WebP file.`);
  const { width, height } = size;
  if (width < 1 || height < 1) throw new Error(`${name} says that it has ${width} x ${height} pixels: it is damaged.`);
  if (Math.max(width, height) > BUDGET.side || width * height > BUDGET.pixels)
    throw new Error(
      `${name} has ${width} x ${height} pixels; at most ${BUDGET.side} to a side and ${BUDGET.pixels / 1e6} million in all are taken. Make it smaller.`,
    );
  return size;
}

/**
 * Greys of RGBA pixels (Rec. 601). Transparent ones are paper: white, but black where what is drawn is light and all around it is
 * transparent.
 */
export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): Grey {
  const luminance = (i: number) => 0.299 * rgba[4 * i]! + 0.587 * rgba[4 * i + 1]! + 0.114 * rgba[4 * i + 2]!;
  let [opaque, light] = [0, 0];
  for (let i = 0; i < width * height; i++) {
    opaque += rgba[4 * i + 3]!;
    light += rgba[4 * i + 3]! * luminance(i);
  }
  const clear = opaque < 0.5 * 255 * width * height;
  const paper = clear && light / opaque > 127 ? 0 : 255;
  const values = Uint8Array.from({ length: width * height }, (_, i) => {
    const alpha = rgba[4 * i + 3]! / 255;
    return Math.round(alpha * luminance(i) + (1 - alpha) * paper);
  });
  return { width, height, values };
}

/** Greys around the rim of a picture, `[2 * (width + height) - 4]`, ascending. */
export function rimOf({ width, height, values }: Grey): Uint8Array {
  const rim: number[] = [];
  for (let x = 0; x < width; x++) rim.push(values[x]!, values[(height - 1) * width + x]!);
  for (let y = 1; y < height - 1; y++) rim.push(values[y * width]!, values[y * width + width - 1]!);
  return Uint8Array.from(rim).sort();
}

const quantile = (sorted: Uint8Array, share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;

/** Ink must stand out from paper by this many greys. */
const LEAST_CONTRAST = 26;

/**
 * Ink `[height, width]` in 0..1 of a picture, dark on light or light on dark: how far a pixel is from the paper, whose grey is the rim's
 * median, on the side where the picture goes further from it. What is no further off than most of the rim is paper. Undefined where
 * nothing stands out.
 */
export function inkOf(grey: Grey): Float32Array | undefined {
  const rim = rimOf(grey);
  const paper = quantile(rim, 0.5);
  let [darkest, lightest] = [255, 0];
  for (const value of grey.values) {
    darkest = Math.min(darkest, value);
    lightest = Math.max(lightest, value);
  }
  const sign = paper - darkest >= lightest - paper ? -1 : 1;
  const noise = Math.max(0, sign < 0 ? paper - quantile(rim, 0.1) : quantile(rim, 0.9) - paper);
  const most = sign < 0 ? paper - darkest : lightest - paper;
  if (most - noise < LEAST_CONTRAST) return undefined;
  return Float32Array.from(grey.values, (value) => Math.max(0, (sign * (value - paper) - noise) / (most - noise)));
}

/** Unpacks an image file with the browser's decoder. Throws a sentence that begins with `name`. */
export async function decodePicture(blob: Blob, name: string): Promise<Grey> {
  if (blob.size > BUDGET.picture)
    throw new Error(`${name} has ${(blob.size / 1e6).toFixed(0)} MB; an image may have ${BUDGET.picture / 1e6}. Make it smaller.`);
  checkPicture(new Uint8Array(await blob.arrayBuffer()), name);
  if (typeof OffscreenCanvas === 'undefined') throw new Error('This browser cannot unpack images here: bring it up to date.');
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    throw new Error(`${name} begins like an image, but it cannot be unpacked: it is damaged or cut short.`);
  }
  const shrink = Math.min(1, TAKEN_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(shrink * side))) as [number, number];
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return greyOf(context.getImageData(0, 0, width, height).data, width, height);
}
