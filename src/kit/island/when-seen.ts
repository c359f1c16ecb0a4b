// Brings a tool's code when its tag comes near the viewport: who never scrolls there does not pay for it.

/**
 * Defines the custom element `tag` with what `load` gives, once the first such element of the page is within a screen of the
 * viewport. A load that fails (the network went away) is tried again at the next approach.
 */
export function whenSeen(tag: string, load: () => Promise<CustomElementConstructor>): void {
  let loading = false;
  const observer = new IntersectionObserver(
    (entries) => {
      if (loading || !entries.some(({ isIntersecting }) => isIntersecting)) return;
      loading = true;
      load().then(
        (element) => {
          observer.disconnect();
          if (!customElements.get(tag)) customElements.define(tag, element);
        },
        () => (loading = false),
      );
    },
    { rootMargin: '100% 0px' },
  );
  for (const element of document.querySelectorAll(tag)) observer.observe(element);
}
