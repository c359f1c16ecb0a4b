// State in the page's address: read once, written without adding to the history.

/** Longest query that is read, in characters; those of this site have a tenth of that. */
const LIMIT = 2_000;
/** Milliseconds without a change before the address is written: browsers limit how often it may change. */
const CALM = 300;

/** The address's query; empty if it is longer than `LIMIT`. */
export function addressQuery(): URLSearchParams {
  return new URLSearchParams(location.search.length > LIMIT ? '' : location.search);
}

/** The page's address with `params` in its query, in place of all names in `own`. */
export function addressWith(params: URLSearchParams, own: readonly string[]): string {
  const query = addressQuery();
  for (const name of own) query.delete(name);
  for (const [name, value] of params) query.set(name, value);
  const text = query.toString();
  return `${location.origin}${location.pathname}${text && `?${text}`}${location.hash}`;
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Replaces the page's address once changes pause, by what `addressNow` then gives: others may have written meanwhile. */
export function writeAddress(addressNow: () => string): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const address = addressNow();
    if (address !== location.href) history.replaceState(history.state, '', address);
  }, CALM);
}
