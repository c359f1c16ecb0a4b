// How much of what a reader drops is taken: one budget for files of every kind, checked before anything is unpacked or decoded.

/** Bytes that may lie unpacked at a time. What an image decodes to, or all IDX files as they are collected, fits in. */
const UNPACKED = 100_000_000;

export const BUDGET = {
  /** Bytes of all files together, as they lie there. */
  files: 200_000_000,
  /** Bytes of one image file. */
  picture: 20_000_000,
  /** Pixels of an image, of four bytes each, and to a side: what a phone can unpack. */
  pixels: UNPACKED / 4,
  side: 8_192,
  /** Bytes of all IDX files, unpacked: for a moment they are there in pieces and whole. */
  idx: 0.4 * UNPACKED,
  /** Images of a run. */
  least: 200,
  most: 20_000,
} as const;

const COUNT = new Intl.NumberFormat('en').format;

/** Throws a sentence unless so many images make a run; it begins with `where`. */
export function checkCount(count: number, where = 'There'): void {
  const { least } = BUDGET;
  if (count < least)
    throw new Error(`${where} ${count === 1 ? 'is 1 image' : `are ${COUNT(count)} images`}; a run needs at least ${least}. Add more.`);
  checkMost(count, where);
}

/** Throws a sentence where there are more files than a run takes images: they need not be looked at. */
export function checkMost(count: number, where = 'There', what = 'images'): void {
  const { most } = BUDGET;
  if (count > most) throw new Error(`${where} are ${COUNT(count)} ${what}; at most ${COUNT(most)} are taken. Choose fewer.`);
}
