// A finger on the screen: Playwright taps, but does not drag.
import type { Page } from '@playwright/test';

export type Spot = readonly [x: number, y: number];

/** Parts that a way is gone in. */
const PARTS = 12;
/** A tap sooner after another touch, in milliseconds, is half of a double tap to the browser, and no click: 300 once the page has handled it. */
const DOUBLE_TAP = 800;

/**
 * A finger that goes down at the first place, moves to the second, and leaves.
 * @param before called while it is still down
 */
export async function swipe(page: Page, from: Spot, to: Spot, before?: () => Promise<void>): Promise<void> {
  const device = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part = 0) => {
    const [x, y] = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    return device.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  };
  await touch('touchStart');
  for (let k = 1; k <= PARTS; k++) await touch('touchMove', k / PARTS);
  await before?.();
  await touch('touchEnd');
  await device.detach();
  await page.waitForTimeout(DOUBLE_TAP);
}

/** A tap, and the time until the next one counts for itself. */
export async function tap(page: Page, [x, y]: Spot): Promise<void> {
  await page.touchscreen.tap(x, y);
  await page.waitForTimeout(DOUBLE_TAP);
}
