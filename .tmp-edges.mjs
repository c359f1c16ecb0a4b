import { chromium } from '@playwright/test';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const path of ['/training/', '/generating/', '/']) for (const w of [390, 700, 820, 1024, 1100, 1279, 1280, 1440]) {
  const p = await (await b.newContext({ viewport: { width: w, height: 900 } })).newPage();
  await p.goto('http://localhost:4520' + path);
  const r = await p.evaluate(() => {
    const left = s => [...new Set([...document.querySelectorAll(s)].map(e => { const r = e.getBoundingClientRect(); return r.width ? `${Math.round(r.left)}-${Math.round(r.right)}` : null; }).filter(Boolean))].join(' ');
    return { p: left('.prose > p, .landing > p'), fig: left('.fig:not(.fig-wide)'), wide: left('.fig-wide'), title: left('h1'), cap: left('figcaption'), note: left('.note'), contents: left('page-contents'), foot: left('.page-footer p') , head: left('.page-header > *')};
  });
  console.log(path, w, JSON.stringify(r));
  await p.context().close();
}
await b.close();
