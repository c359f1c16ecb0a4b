// Elements of the site's own that are or hold figures: what a test scrolls to until it is alive, whoever drives the browser.
import { expect } from '@playwright/test';

interface Island {
  readonly name: string;
  readonly live: boolean;
}

/**
 * In the page: scrolls to an island, by its place or to the first of a name; gives its name, and whether it is alive, its picture replaced
 * where the worker's answers draw it. Undefined where there is none. Self-contained: it is sent to the page as text.
 */
export function seeIslandHere(which: number | string): Island | undefined {
  const panelOf = (element: HTMLElement) => element.closest<HTMLElement>('.lab-panel');
  const island = [...document.querySelectorAll<HTMLElement>('main *')]
    .filter(({ localName }) => /-/.test(localName) && !/^(page|offline)-/.test(localName))
    // Tools of the lab change places: by their names they keep their order.
    .sort((a, b) => (panelOf(a)?.id ?? '').localeCompare(panelOf(b)?.id ?? ''))
    .find(({ localName }, place) => which === place || which === localName);
  if (!island) return undefined;
  // In a narrow window the lab's settings are a sheet.
  if (island.closest('.lab-drawer') && island.getClientRects().length === 0)
    document.querySelector<HTMLButtonElement>('lab-bench [name=drawer]')!.click();
  const panel = panelOf(island);
  if (panel && panel.getClientRects().length === 0) {
    // As a reader does: it is chosen in the first panel.
    const choice = panel.parentElement!.firstElementChild!.querySelector<HTMLSelectElement>('[name=tool]')!;
    choice.value = panel.id;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  }
  island.scrollIntoView({ block: 'center', behavior: 'instant' });
  const fromWorker = ['latent-space', 'digit-reconstruction', 'digit-manifold', 'digit-generator'].includes(island.localName);
  // A picture has a narrow twin, or its place can be tabbed to in the figure's stead.
  const picture = fromWorker && island.querySelector('.picture-wide, .fig-body[data-keys][role=group]');
  return { name: island.localName, live: 'awake' in island.dataset && !picture };
}

/** Has `seeIslandHere` carried out in the page. */
type See = (which: number | string) => Promise<Island | undefined>;

/** Scrolls to an island until it is alive. */
export async function awakenIsland(see: See, which: number | string): Promise<void> {
  const state = async () => {
    const island = await see(which);
    return island ? `${island.name} is ${island.live ? 'alive' : 'not alive'}` : `${which} is not there`;
  };
  await expect.poll(state, { intervals: [20, 50, 100] }).toMatch(/is alive$/);
}

/** Scrolls to every island of the page until it is alive. Gives their names. */
export async function awakenIslands(see: See): Promise<readonly string[]> {
  const names: string[] = [];
  for (let island = await see(0); island; island = await see(names.length)) {
    await awakenIsland(see, names.length);
    names.push(island.name);
  }
  return names;
}
