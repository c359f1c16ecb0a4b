// Every kind of figure that takes keys takes them in Firefox and in WebKit: it is reached and left with Tab, and answers an arrow.
import { expect } from '@playwright/test';
import { CHAPTERS } from '../helpers/visit.ts';
import type { Browser } from '../../src/cli/drive/browser.ts';
import { awakenAll, openSite, wrongs } from './site.ts';
import { test } from './test.ts';

const ARROWS = ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown'];

/**
 * In the page, kept there under their kinds: planes, pads, handles, sliders, and that one of several digits, layers or tabs which Tab stops
 * at; the first of each kind. Gives the kinds.
 */
const KINDS = `
  const islandOf = (element) => (!element || /-/.test(element.localName) ? element : islandOf(element.parentElement));
  self.targets = {};
  for (const element of document.querySelectorAll('main :is([role][tabindex="0"]:not([role=group]), input[type=range])')) {
    const island = islandOf(element);
    if (!island || element.disabled || !element.checkVisibility({ visibilityProperty: true })) continue;
    targets[island.localName + ' ' + (element.name || element.getAttribute('role') || element.type)] ??= { element, island };
  }
  return Object.keys(targets)`;

/** Focuses a target, and says whether it has the focus and hears. */
const focus = (browser: Browser, kind: string) =>
  browser.run<boolean>(
    `const { element, island } = targets[args[0]];
     element.scrollIntoView({ block: 'center', behavior: 'instant' });
     element.focus();
     return document.activeElement === element && 'awake' in island.dataset`,
    kind,
  );

/** All that the figure of a target shows. */
const shown = (browser: Browser, kind: string) =>
  browser.run<string>(
    `const { island } = targets[args[0]];
     const all = (selector, read) => [...island.querySelectorAll(selector)].map(read);
     return [island.innerHTML, ...all('canvas', (canvas) => canvas.toDataURL()), ...all('input', ({ value }) => value)].join()`,
    kind,
  );

/** Tab leads on from where the focus is, and Shift+Tab back to the figure: an item of it may have been drawn anew meanwhile. */
async function expectTab(browser: Browser, kind: string): Promise<void> {
  await browser.run('self.stop = document.activeElement');
  await browser.keys('Tab');
  expect(await browser.run<boolean>('return document.activeElement === stop'), `${kind} is left with Tab`).toBe(false);
  await browser.keys('Shift+Tab');
  const back = 'return targets[args[0]].island.contains(document.activeElement)';
  expect(await browser.run<boolean>(back, kind), `${kind} is reached with Tab`).toBe(true);
}

// The lab has the figures of the chapters, a few at a time.
for (const path of CHAPTERS)
  test(`${path} by keyboard: each kind of figure is reached, answers an arrow, and is left`, { tag: '@slow' }, async ({ driven }) => {
    await using site = await openSite();
    await driven.goto(new URL(path, site.address).href);
    await awakenAll(driven);
    const kinds = await driven.run<string[]>(KINDS);
    console.log(`    ${kinds.join(', ')}`);
    for (const kind of kinds) {
      await expect.poll(() => focus(driven, kind), `${kind} takes the focus`).toBe(true);
      const before = await shown(driven, kind);
      let presses = 0;
      // From the rim of a plane, or the end of a slider, not every arrow leads on.
      await expect(async () => {
        await driven.keys(ARROWS[presses++ % ARROWS.length]!);
        expect((await shown(driven, kind)) === before).toBe(false);
      }, `${kind} answers an arrow`).toPass();
      await expectTab(driven, kind);
    }
    expect(await wrongs(driven)).toEqual([]);
  });
