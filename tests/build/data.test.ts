// The built site shows MNIST; a build that lacks it says so.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { isIdxSet, readIdx } from '../../src/cli/idx-files.ts';
import { DATA_SETS } from '../../src/data/sets/index.ts';
import { pixelsText } from '../../src/features/digit-pixels/figure.ts';
import { intensities } from '../../src/model/forward.ts';
import { PIXELS } from '../../src/model/spec.ts';
import { LABELS, PACKAGE } from '../helpers/run-data.ts';
import { htmlOf } from '../helpers/site.ts';

const textOf = (page: string, selector: string) =>
  parseHTML(htmlOf(page)).document.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim();

test('the transport names MNIST, and the chapter on the digits counts 16,583 and 2,985 of them', () => {
  expect(textOf('/training/', '[data-out=data]')).toBe('digits 1, 5 and 6 of MNIST');
  const rows = [...parseHTML(htmlOf('/digits/')).document.querySelectorAll('tr')].map(({ textContent }) => textContent.trim().split(/\s+/));
  expect(rows).toContainEqual(['together', '16,583', '2,985']);
});

test("the first digit shown pixel by pixel is MNIST's first 1", async () => {
  if (!isIdxSet(DATA_SETS.mnist)) throw new Error('MNIST comes as IDX files');
  const { images, labels } = (await readIdx(DATA_SETS.mnist, PACKAGE)).test;
  const at = labels.indexOf(1);
  expect(textOf('/digits/', 'digit-pixels [data-about]')).toBe(pixelsText(intensities(images.subarray(at * PIXELS, (at + 1) * PIXELS)), 1));
});

test('without MNIST a build ends with one sentence and exit 1', () => {
  const { status, stderr } = spawnSync(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--outDir', 'tests/.out/none'], {
    encoding: 'utf8',
    env: { ...process.env, MNIST_DIR: 'nowhere', ASTRO_TELEMETRY_DISABLED: '1' },
    timeout: 90_000,
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `build: ${join('nowhere', LABELS)} is missing, and so is ${LABELS}.gz\n`,
  });
}, 100_000);
