// How much of a run is in view at once: its cost, plane, reconstructions and map, the scrubber, and the button that pauses it.
import type { Page } from '@playwright/test';

/** What belongs to a run, and where each is drawn. */
const PARTS = {
  cost: 'cost-chart .fig-body',
  plane: 'latent-space .fig-body',
  reconstructions: 'digit-reconstruction .fig-body',
  map: 'digit-manifold .fig-body',
  scrubber: 'run-timeline .fig-body',
  Pause: 'button',
} as const;
export type Part = keyof typeof PARTS;

/**
 * The parts of a run that are wholly in view: inside the window, visible, and with nothing over their corners or their middle, such as the
 * header or the dock. Where a part is on the page twice, one of them is enough.
 * @param within selector of what holds them; a button to pause counts wherever it is
 */
export function inView(page: Page, within = 'main'): Promise<Part[]> {
  return page.evaluate(
    ({ parts, within }) => {
      const open = (element: Element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        if (right - left < 1 || bottom - top < 1 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          return false;
        if (left < 0 || top < 0 || right > document.documentElement.clientWidth || bottom > innerHeight) return false;
        // What lies over a corner may be the figure's own, such as a box to tick.
        const own = element.closest('.fig') ?? element;
        const hit = (x: number, y: number) => own.contains(document.elementFromPoint(x, y));
        const across = [left + 1, right - 1];
        return hit((left + right) / 2, (top + bottom) / 2) && across.every((x) => hit(x, top + 1) && hit(x, bottom - 1));
      };
      const found = ([name, selector]: readonly [string, string]) =>
        name === 'Pause'
          ? [...document.querySelectorAll(selector)].filter(({ textContent }) => textContent.trim() === 'Pause')
          : [...document.querySelectorAll(`${within} ${selector}`)];
      return (Object.entries(parts) as [Part, string][]).filter((part) => found(part).some(open)).map(([name]) => name);
    },
    { parts: PARTS, within },
  );
}
