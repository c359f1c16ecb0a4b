// Limits on what one question may ask for.

/** Most images that one question may encode or decode: a 25 x 25 manifold, and some to spare. */
const IMAGE_LIMIT = 1_000;
/** Most points of a map; only a few numbers of each go to the page. */
export const MAP_LIMIT = 2_500;

/** Throws a sentence unless `numbers` is the length of at most `limit` whole rows of `width`. */
export function checkCount(numbers: number, width: number, what: string, limit = IMAGE_LIMIT): void {
  const count = numbers / width;
  if (!Number.isInteger(count) || count > limit) throw new Error(`up to ${limit} ${what} can be asked about at once`);
}
