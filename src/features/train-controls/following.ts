// A bar that stays at the bottom of the screen while its place on the page is out of sight.

/**
 * Watches `host`; while it is out of view and `wanted()` holds, `bar` inside gets the class `following`. The host keeps its height, so
 * nothing on the page moves, and the bar stays the same elements, so focus stays where it is.
 * @returns call it when `wanted()` may have changed
 */
export function following(host: HTMLElement, bar: HTMLElement, wanted: () => boolean, signal: AbortSignal): () => void {
  let inView = true;
  const update = () => {
    const follow = wanted() && !inView;
    if (follow === bar.classList.contains('following')) return;
    host.style.minHeight = follow ? `${host.offsetHeight}px` : '';
    bar.classList.toggle('following', follow);
  };
  const observer = new IntersectionObserver(([entry]) => {
    inView = entry?.isIntersecting ?? true;
    update();
  });
  observer.observe(host);
  signal.addEventListener('abort', () => observer.disconnect());
  return update;
}
