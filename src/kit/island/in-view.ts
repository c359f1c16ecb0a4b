// Whether an element is in view, or near it.

/**
 * Calls back now and whenever `element` comes into view or leaves it, until `signal` aborts.
 * @param rootMargin by how much the window counts as larger, as CSS writes it: `200px`
 */
export function followView(element: Element, signal: AbortSignal, listener: (inView: boolean) => void, rootMargin = '0px'): void {
  // On a busy machine several changes come in one call (Firefox more often than others): the last of them is how things are.
  const observer = new IntersectionObserver((changes) => listener(changes.at(-1)!.isIntersecting), { rootMargin });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
}
