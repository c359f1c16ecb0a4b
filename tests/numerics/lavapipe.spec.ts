// The wgsl engine on a second graphics processor in software: Mesa's lavapipe, by Dawn in Node. SwiftShader in Chromium is the first.
import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { dawnIsInstalled } from '../../src/cli/bench/dawn.ts';
import { openChild, type Child } from '../../src/cli/bench/in-node.ts';
import { CASES, expectAgreement, expectDraws, type Ask } from './agreement.ts';
import type { CaseName, Command, Loss, Reply, Started } from './protocol.ts';

const FILE = fileURLToPath(new URL('./in-node.ts', import.meta.url));
/** Each is tried on the edges of its tiles; the first is what the engine would choose for software. */
const KERNELS = ['registers', 'tiles-32', 'tiles-64'];
const INSTALL =
  'install mesa-vulkan-drivers, version 25 or newer (on Debian 12 from bookworm-backports), or name its lvp_icd file in VK_DRIVER_FILES';

/** The driver's description, for Vulkan's loader: the one that the environment names, or the one that is installed. */
const driver = process.env['VK_DRIVER_FILES'] ?? globSync('/usr/share/vulkan/icd.d/lvp_icd*.json')[0];

let child: Child<Command, Reply> | undefined;
/** Why there is none. */
let missing = '';

const ask: Ask = async <Answer>(command: Command) => {
  const reply = await child!.ask(command);
  if ('error' in reply) throw new Error(reply.error);
  return reply.done as Answer;
};

test.describe('wgsl on lavapipe', { tag: '@slow' }, () => {
  test.beforeAll(async () => {
    if (!dawnIsInstalled()) missing = 'Dawn is not installed: run `npm ci` in src/cli/bench, or `npm run bench` once';
    else if (!driver || !existsSync(driver)) missing = `lavapipe is not installed: ${INSTALL}`;
    if (missing) return;
    child = await openChild<Command, Reply>(FILE, { ...process.env, VK_DRIVER_FILES: driver });
    if (!child.adapter?.includes('llvmpipe')) missing = `Dawn does not take this lavapipe: ${INSTALL}`;
    else console.log(`    ${child.adapter}`);
  });
  test.afterAll(() => child?.close());
  test.beforeEach(() => test.skip(missing !== '', missing));

  test('starts', async () => {
    expect(await ask<Started>({ start: 'wgsl' })).toEqual({ started: true, reason: '' });
  });

  for (const name of [...CASES, 'wide'] satisfies readonly CaseName[]) {
    test(`agrees with the oracle on the ${name} network`, async () => {
      await expectAgreement(ask, 'wgsl', name, 'lavapipe');
    });
  }

  test('draws the batches that every engine draws', () => expectDraws(ask));

  for (const kernel of KERNELS) {
    test(`agrees with the oracle in ${kernel}`, async () => {
      await ask<Started>({ start: 'wgsl', kernel });
      await expectAgreement(ask, 'wgsl', 'tile edges', `lavapipe, ${kernel}`);
    });
  }

  test('says so when its device is lost, and starts again on a new one', async () => {
    const { pending, later, next } = await ask<Loss>({ lose: true });
    for (const message of [...pending, later]) expect(message).toContain('The graphics processor was lost');
    expect(next).toBeGreaterThan(0);
  });
});
