// How much one question may ask for.

/** Most images one question may decode or encode: the 25 x 25 manifold and some to spare. */
const IMAGE_LIMIT = 1_000;
/** Most points of a map, of which only a few numbers go to the page. */
export const MAP_LIMIT = 2_500;

/** Throws a sentence where `numbers` are no whole rows of `width`, or too many. */
export function checkCount(numbers: number, width: number, what: string, limit = IMAGE_LIMIT): void {
  const count = numbers / width;
  if (!Number.isInteger(count) || count > limit) throw new Error(`up to ${limit} ${what} can be asked about at once`);
}
