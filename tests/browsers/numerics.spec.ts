// The engines that these browsers train on, against the float64 oracle: simd on one thread and on two, and wgsl where Firefox has WebGPU.
import { expect } from '@playwright/test';
import { ISOLATION } from '../../src/cli/isolation.ts';
import { serve } from '../../src/cli/serve.ts';
import type { EngineName } from '../../src/train/engine.ts';
import { CASES, expectAgreement, type Ask } from '../numerics/agreement.ts';
import type { CaseName, Command, Economy, Started } from '../numerics/protocol.ts';
import type { Browser } from '../../src/cli/drive/browser.ts';
import { openFirefox } from '../../src/cli/drive/firefox.ts';
import { test } from './test.ts';

const asking =
  (browser: Browser): Ask =>
  (command: Command) =>
    browser.run('return ask(args[0])', command);

/** Opens the page that tests/numerics/serve.ts has built, at an address of its own. */
async function openNumerics(browser: Browser, isolated: boolean) {
  const pages = await serve('tests/.out/numerics', { headers: isolated ? ISOLATION : {} });
  await browser.goto(pages.address);
  expect(await browser.run('return crossOriginIsolated')).toBe(isolated);
  return { ask: asking(browser), [Symbol.asyncDispose]: () => pages.close() };
}

/** The largest difference of what 300 steps come to from the same steps again, and from the same calls one by one; relative. */
async function again(ask: Ask): Promise<readonly [repeated: number, order: number]> {
  const { repeated, order } = await ask<Economy>({ economy: true });
  return [repeated, order];
}

const MANY: readonly CaseName[] = [...CASES, 'wide'];
for (const [told, threads, isolated, names] of [
  ['on one thread', 1, true, MANY],
  ['on two threads of an isolated page', 2, true, ['notebook-like', 'odd']],
  ['on two threads by messages', 2, false, ['notebook-like', 'odd']],
] as const satisfies readonly (readonly [string, number, boolean, readonly CaseName[]])[])
  test(`simd ${told} agrees with the oracle, and computes the same every time, bit for bit`, { tag: '@slow' }, async ({ driven }) => {
    await using page = await openNumerics(driven, isolated);
    expect(await page.ask<Started>({ start: 'simd', threads })).toEqual({ started: true, reason: '' });
    for (const name of names) await expectAgreement(page.ask, 'simd', name, `simd ${told}`);
    expect(await again(page.ask)).toEqual([0, 0]);
  });

test("wgsl agrees with the oracle in Firefox, where about:config's WebGPU is on", { tag: '@slow' }, async ({ browserName }) => {
  test.skip(browserName !== 'firefox', 'WebKitGTK has no WebGPU');
  // Off on Linux; software such as Mesa's lavapipe is on the list of what it is not to be tried on.
  const firefox = await openFirefox({ 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true });
  try {
    await using page = await openNumerics(firefox, true);
    const engine: EngineName = 'wgsl';
    const { started, reason } = await page.ask<Started>({ start: engine });
    test.skip(!started, `no WebGPU: ${reason} On Debian without a graphics processor, apt-get install mesa-vulkan-drivers`);
    for (const name of CASES) await expectAgreement(page.ask, engine, name, "Firefox's wgsl");
    const [repeated, order] = await again(page.ask);
    expect(repeated).toBeLessThan(1e-6);
    expect(order).toBeLessThan(1e-6);
  } finally {
    await firefox.close();
  }
});
