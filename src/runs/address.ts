// The page's address as a place to keep state: read once, written without filling the history.

/** Longest query read, in characters; ours are a tenth of that. */
const LIMIT = 2_000;
/** Milliseconds without a change before it is written: browsers refuse to be asked too often. */
const CALM = 300;

/** What the address says after its `?`; nothing where it is longer than any of ours. */
export function addressQuery(): URLSearchParams {
  return new URLSearchParams(location.search.length > LIMIT ? '' : location.search);
}

/** The page's address with these names in its query, and of what stands there only the names that are not in `own`. */
export function addressWith(params: URLSearchParams, own: readonly string[]): string {
  const query = addressQuery();
  for (const name of own) query.delete(name);
  for (const [name, value] of params) query.set(name, value);
  const text = query.toString();
  return `${location.origin}${location.pathname}${text && `?${text}`}${location.hash}`;
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Writes an address in the place of the present one, once changes pause. */
export function writeAddress(address: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (address !== location.href) history.replaceState(history.state, '', address);
  }, CALM);
}
