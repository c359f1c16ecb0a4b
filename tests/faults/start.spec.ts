// Whatever is missing at the start: an engine trains, or a sentence says what to do, within 8 seconds; the recording stays to be read.
import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { inWorkers, noted, serveChanged, trainOrSay, type Answer } from '../helpers/faults.ts';
import { localServer, type LocalServer } from '../helpers/local-server.ts';
import { serveSmallRun } from '../helpers/small-run.ts';
import { expectWithin } from '../helpers/timing.ts';

/** Seconds. */
const LIMIT = 8;

/** The pictures of the recorded run are there to be seen. */
async function readable(page: Page): Promise<void> {
  const pictures = page.locator('latent-space .fig-body img, latent-space .fig-body canvas, latent-space .fig-body svg');
  await expect(pictures.first()).toBeAttached();
  await expect(page.locator('main')).toContainText('batch');
}

const GPU = 'GPU.prototype.requestAdapter';
/** Faults of the worker's surroundings, as code that breaks them. All but the last leave WebAssembly, which then trains. */
const ALWAYS = ['no graphics adapter', 'no shared memory, no threads', 'neither WebAssembly nor WebGL'];
const SURROUNDINGS: readonly (readonly [fault: string, code: string, engine: RegExp])[] = [
  ['no graphics adapter', `${GPU} = async () => null;`, /^simd: /],
  [
    'an adapter after 1 s',
    `const ask = ${GPU}; ${GPU} = async function (o) { await new Promise((r) => setTimeout(r, 1000)); return ask.call(this, o); };`,
    /^simd: /,
  ],
  ['an adapter request that throws', `${GPU} = async () => { throw new Error('no'); };`, /^simd: /],
  ['an adapter request that never ends', `${GPU} = () => new Promise(() => {});`, /^simd: /],
  [
    'no adapter at first, then one',
    `const ask = ${GPU}; let n = 0; ${GPU} = async function (o) { return n++ ? ask.call(this, o) : null; };`,
    /^simd: /,
  ],
  ['a device request that throws', `GPUAdapter.prototype.requestDevice = async () => { throw new Error('no'); };`, /^simd: /],
  ['a browser without WebGPU', `Object.defineProperty(navigator, 'gpu', { value: undefined });`, /^simd: /],
  ['no shared memory, no threads', `self.SharedArrayBuffer = undefined; self.MessageChannel = undefined;`, /^simd: /],
  ['WebGL refused', `OffscreenCanvas.prototype.getContext = () => null;`, /^simd: /],
  [
    'neither WebAssembly nor WebGL',
    `WebAssembly.compile = WebAssembly.instantiate = WebAssembly.compileStreaming = WebAssembly.instantiateStreaming = async () => { throw new Error('refused'); }; OffscreenCanvas.prototype.getContext = () => null;`,
    /^tfjs-cpu: /,
  ],
];

for (const [fault, code, engine] of SURROUNDINGS) {
  const tag = ALWAYS.includes(fault) ? ['@timing'] : ['@timing', '@slow'];
  test(`${fault}: an engine trains`, { tag }, async ({ page }) => {
    await inWorkers(page, code);
    await serveSmallRun(page);
    await page.goto('/training/');
    const { saw, seconds, bar } = await trainOrSay(page);
    noted(fault, saw, seconds);
    // It trains on what starts soonest; then it is told what else was tried.
    await expect.poll(() => bar.out('engine')).toMatch(engine);
    await expectWithin(seconds, LIMIT);
    await readable(page);
  });
}

/** Files that do not come as they should: 404, an HTML page in their place, cut short, one bit turned. */
const DAMAGE: Readonly<Record<string, (body: Buffer) => Answer>> = {
  'not found': () => ({ status: 404, body: 'not found' }),
  'an HTML page instead': () => ({ contentType: 'text/html', body: '<!doctype html><title>Welcome</title>' }),
  'cut short': (body) => ({ body: body.subarray(0, body.length >> 1) }),
  'one bit turned': (body) => {
    const turned = Buffer.from(body);
    turned[turned.length >> 1]! ^= 4;
    return { body: turned };
  },
};
const damaged = (page: Page, files: RegExp, damage: keyof typeof DAMAGE) => serveChanged(page, files, DAMAGE[damage]!);

/** One kind of damage stands for all in `npm test`. */
const tagOf = (damage: string) => (damage === 'cut short' ? [] : '@slow');

for (const damage of Object.keys(DAMAGE)) {
  const tag = tagOf(damage);
  test(`the kernels' file is ${damage}: another engine trains`, { tag: '@slow' }, async ({ page }) => {
    await damaged(page, /\.wasm$/, damage);
    await serveSmallRun(page);
    await page.goto('/training/');
    const { saw, seconds } = await trainOrSay(page);
    noted(`kernels: ${damage}`, saw, seconds);
    expect(saw).toMatch(/^trains: /);
    await readable(page);
  });

  // A program with a bit turned is another program: what it does nobody knows.
  for (const file of damage === 'one bit turned' ? [] : ['worker', 'switchboard'])
    test(`the ${file}'s file is ${damage}: a sentence and Retry, the recording stays`, { tag }, async ({ page }) => {
      await damaged(page, new RegExp(`/${file}-[^/]+\\.js$`), damage);
      await page.goto('/training/');
      const from = performance.now();
      const alert = page.locator('train-controls [role=alert]').first();
      await page.locator('train-controls').first().scrollIntoViewIfNeeded();
      await expect(alert).toHaveText(/\w+.*\.$/);
      noted(`${file}: ${damage}`, (await alert.textContent())!, (performance.now() - from) / 1_000);
      await readable(page);
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Retry' }).first().click();
      await expect(alert).toBeEmpty();
    });

  test(`the recorded run is ${damage}: a sentence, or the same run; its pictures stay`, { tag }, async ({ page }) => {
    await damaged(page, /\/runs\/[a-z]+\/run\.json$/, damage);
    await page.goto('/training/');
    const from = performance.now();
    await page.locator('train-controls').first().scrollIntoViewIfNeeded();
    const status = page.locator('train-controls [role=status]').first();
    const alert = page.locator('train-controls [role=alert]').first();
    // A bit turned in a number may leave a run that can be read.
    if (damage === 'one bit turned')
      await expect.poll(async () => `${await alert.textContent()}${await status.textContent()}`).toMatch(/\w+.*\.$/);
    else await expect(alert).toHaveText(/\w+.*\.$/);
    noted(`recorded run: ${damage}`, (await alert.textContent()) || (await status.textContent())!, (performance.now() - from) / 1_000);
    await readable(page);
  });
}

test('the worker comes 20 s late: the page says what it waits for, and then works', { tag: '@slow' }, async ({ page }) => {
  await page.route(/\/worker-[^/]+\.js$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    await route.continue();
  });
  await page.goto('/training/');
  const controls = page.locator('train-controls').first();
  await controls.scrollIntoViewIfNeeded();
  await readable(page);
  const from = performance.now();
  await expect(controls.getByRole('status')).toHaveText(/^You are watching a recording/);
  await controls.locator('button[name=train]').click();
  await expect(controls.locator('.transport')).toHaveAttribute('data-phase', 'training');
  noted(
    'the worker comes 20 s late',
    'the recording stays to be read; the press of Train is remembered',
    (performance.now() - from) / 1_000,
  );
});

test(
  'plain http: no WebGPU, no locks, no storage of secure pages; it trains all the same',
  { tag: '@timing' },
  async ({ page, baseURL }) => {
    await serveSmallRun(page);
    // Chromium takes only localhost for secure without https.
    const { port } = new URL(baseURL!);
    const local = (asked: string) => Object.assign(new URL(asked), { host: `localhost:${port}` }).href;
    await serveChanged(page, 'http://school.test/**', (body) => ({ body }), local);
    await serveSmallRun(page);
    await page.goto('http://school.test/training/');
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    const { saw, seconds } = await trainOrSay(page);
    noted('plain http', saw, seconds);
    expect(saw).toMatch(/^trains: /);
    await expectWithin(seconds, LIMIT);
  },
);

/** A learning platform's page on another site, with the chapter in a frame. */
async function framed(page: Page, lms: LocalServer, attributes: string): Promise<FrameLocator> {
  await page.goto(`${lms.address}?${attributes}`);
  return page.frameLocator('iframe');
}
const platform = (baseURL: string) =>
  localServer((request, response) => {
    const attributes = decodeURIComponent(request.url!.split('?')[1] ?? '');
    const address = new URL('/training/', baseURL).href;
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><iframe ${attributes} width="1100" height="800" src="${address}"></iframe>`);
  });

test('in a frame of another site: it trains', async ({ page, baseURL }) => {
  await serveSmallRun(page);
  await using lms = await platform(baseURL!);
  const frame = await framed(page, lms, '');
  const controls = frame.locator('train-controls').first();
  await controls.scrollIntoViewIfNeeded();
  const from = performance.now();
  await controls.locator('button[name=train]').click();
  await expect(controls.locator('.transport')).toHaveAttribute('data-phase', 'training');
  noted(
    'a frame of another site',
    `trains: ${await controls.locator('[data-out=engine]').textContent()}`,
    (performance.now() - from) / 1_000,
  );
});

test('in a sandboxed frame, where no script module may run: a sentence and a way out', async ({ page, baseURL }) => {
  await using lms = await platform(baseURL!);
  const frame = await framed(page, lms, 'sandbox=allow-scripts');
  const says = frame.locator('.no-scripts').first();
  await says.scrollIntoViewIfNeeded();
  await expect(says).toHaveText(/what you see is a recorded run/);
  await expect(says.getByRole('link')).toBeVisible();
  noted('a sandboxed frame', (await says.textContent())!.replace(/\s+/g, ' ').trim(), 0);
});

test('scripts that do not come: a sentence', async ({ page }) => {
  await page.route('**/_astro/*.js', (route) => route.abort());
  await page.goto('/training/');
  const says = page.locator('.no-scripts').first();
  await expect(says).toBeVisible();
  noted("the page's scripts do not come", (await says.textContent())!.replace(/\s+/g, ' ').trim(), 0);
  await readable(page);
});

for (const damage of Object.keys(DAMAGE)) {
  test(`MNIST is ${damage}: a sentence and Retry, and then it trains`, { tag: '@slow' }, async ({ page }) => {
    await damaged(page, /\/data\/mnist\/train-/, damage);
    await page.goto('/training/?engine=simd');
    const { saw, seconds, bar } = await trainOrSay(page);
    noted(`MNIST: ${damage}`, saw, seconds);
    expect(saw).not.toMatch(/^trains/);
    await page.unrouteAll();
    await bar.button('retry').click();
    await expect.poll(bar.step).toBeGreaterThan(0);
  });
}
