import { chromium } from '@playwright/test';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [path, sel, theme] of [['/generating/', 'digit-generator', 'light'], ['/generating/', 'support-map', 'dark'], ['/', 'digit-generator', 'light']]) {
  const c = await b.newContext({ viewport: { width: 390, height: 844 }, colorScheme: theme, hasTouch: true, isMobile: true, deviceScaleFactor: 2, reducedMotion: 'reduce' });
  const p = await c.newPage();
  await p.goto('http://localhost:4520' + path);
  const l = p.locator(sel).first(); await l.scrollIntoViewIfNeeded(); await p.waitForTimeout(2500);
  await l.locator('.plane').evaluate(e => e.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const h = await l.locator('.plane-handle').boundingBox(); const pl = await l.locator('.plane').boundingBox();
  const d = await c.newCDPSession(p); const t = (type, x, y) => d.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  await t('touchStart', h.x + 22, h.y + 22); for (let k = 1; k <= 8; k++) await t('touchMove', h.x + 22 + k / 8 * (pl.x + 0.45 * pl.width - h.x - 22), h.y + 22 + k / 8 * (pl.y + 0.65 * pl.height - h.y - 22));
  await p.waitForTimeout(800); await p.screenshot({ path: `/tmp/glass-${sel}${path === '/' ? '-hero' : ''}.png` });
  await c.close();
}
await b.close();
