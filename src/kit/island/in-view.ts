// Whether an element is in view, or near it; what a view over the whole page covers is not.

let cover: Element | null = null;
const followers = new Set<() => void>();

/** From now on `element` covers the page: nothing is in view but what it holds. Null: nothing covers it any more. */
export function coverPage(element: Element | null): void {
  cover = element;
  for (const tell of [...followers]) tell();
}

/**
 * Calls back now and whenever `element` comes into view or leaves it, until `signal` aborts.
 * @param rootMargin by how much the window counts as larger, as CSS writes it: `200px`
 */
export function followView(element: Element, signal: AbortSignal, listener: (inView: boolean) => void, rootMargin = '0px'): void {
  let near: boolean | undefined;
  let told: boolean | undefined;
  const tell = () => {
    if (near === undefined) return;
    const inView = near && (cover === null || cover.contains(element));
    if (inView === told) return;
    told = inView;
    listener(inView);
  };
  // On a busy machine several changes come in one call (Firefox more often than others): the last of them is how things are.
  const observer = new IntersectionObserver(
    (changes) => {
      near = changes.at(-1)!.isIntersecting;
      tell();
    },
    { rootMargin },
  );
  observer.observe(element);
  followers.add(tell);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    followers.delete(tell);
  });
}
