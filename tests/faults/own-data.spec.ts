// Files that would fill the memory or hold the page up for minutes: never more than 400 MB of the browser, told how far, and cancelled at a press.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { noted } from '../helpers/faults.ts';
import { peakFromNow } from '../helpers/processes.ts';

/** Megabytes. */
const MOST = 400;
/** The side of the largest square image that is taken: 25 million pixels. */
const SIDE = 5_000;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG of one grey, `side` pixels to a side: two hundred thousand bytes at most. `depth` bits each of `channels` numbers a pixel. */
function png(side: number, depth: 8 | 16, channels: 1 | 4): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, depth, channels === 1 ? 0 : 6, 0, 0, 0]);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  const rows = deflateSync(Buffer.alloc(side * (1 + (side * channels * depth) / 8)), { level: 9 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One grey, 25 million pixels. */
const paper = () => sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: '#909090' } });

/** A BMP of one colour, `side` pixels to a side, whose rows are runs of equal bytes (BI_RLE8). */
function bmp(side: number): Buffer {
  const runs = Array.from({ length: Math.ceil(side / 255) }, (_, k) => [Math.min(255, side - 255 * k), 1]);
  const row = Buffer.from([...runs.flat(), 0, 0]);
  const header = Buffer.alloc(62);
  header.write('BM');
  header.writeUInt32LE(62 + side * row.length + 2, 2);
  header.writeUInt32LE(62, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(side, 18);
  header.writeInt32LE(side, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(8, 28);
  header.writeUInt32LE(1, 30);
  header.writeUInt32LE(side * row.length + 2, 34);
  header.writeUInt32LE(2, 46);
  header.writeUInt32LE(0x909090, 58);
  return Buffer.concat([header, ...Array<Buffer>(side).fill(row), Buffer.from([0, 1])]);
}

/** IDX images `[count, side, side]`, packed. */
function packedIdx(count: number, side: number): Buffer {
  const bytes = Buffer.alloc(16 + count * side * side, 9);
  [0x803, count, side, side].forEach((value, k) => bytes.writeUInt32BE(value, 4 * k));
  return gzipSync(bytes);
}

const gif = (() => {
  const words = Buffer.from(Uint16Array.of(28, 28, 0, 0, 20_000, 20_000).buffer);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    words.subarray(0, 4),
    Buffer.from([0, 0, 0, 0x2c]),
    words.subarray(4),
    Buffer.from([0, 2, 2, 0x4c, 1, 0, 0x3b, 0, 0, 0, 0, 0, 0]),
  ]);
})();

/** 20,000 x 20,000 pixels, with a header in a comment that says 28 x 28. */
const jpeg = (() => {
  const header = (side: number) => [0xff, 0xc0, 0, 11, 8, side >> 8, side & 255, side >> 8, side & 255, 1, 1, 0x11, 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0x01, 0xff, 0xfe, 0, 15, ...header(28), ...header(20_000)]),
    Buffer.alloc(2_400_000, 7),
  ]);
})();

let folder = '';
test.beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'two-numbers-'))));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The paths of `count` files of these bytes. */
function files(name: string, count: number, bytes: Buffer): string[] {
  mkdirSync(join(folder, name), { recursive: true });
  return Array.from({ length: count }, (_, n) => {
    const path = join(folder, name, `${n % 10}_${n}.${name}`);
    writeFileSync(path, bytes);
    return path;
  });
}

async function open(page: Page) {
  await page.goto('/lab/?panels=data.cost.copies.plane&data=pen&encoder=8&steps=10&batch=16');
  const island = page.locator('own-data');
  await page.getByRole('button', { name: 'Start the run of this link' }).click();
  await expect(page.locator('.transport')).toHaveAttribute('data-phase', 'done');
  await expect(page.locator('[data-out=data]').first()).toContainText('synthetic digits');
  await expect(island.locator('[name=files]')).toBeEnabled();
  return {
    choose: (paths: string[]) => island.locator('[name=files]').setInputFiles(paths),
    says: island.locator('[data-says]'),
    alert: island.getByRole('alert'),
    doing: island.locator('[data-doing]'),
    cancel: island.getByRole('button', { name: 'Cancel' }),
  };
}

for (const [what, make, sentence] of [
  ['60 gzips of 39.9 MB each', () => files('gz', 60, packedIdx(1, 6_317)), /^There are 60 IDX files/],
  ['two gzips of 39.9 MB', () => files('two.gz', 2, packedIdx(200, 446)), /holds more than 0 MB/],
  ['200 GIFs with a frame of 20,000 pixels to a side', () => files('gif', 200, gif), /20000 x 20000 pixels/],
  ['80 JPEGs of 20,000 pixels to a side that say 28', () => files('jpg', 80, jpeg), /^There are 80 images/],
  ['200 such JPEGs of a third of the size', () => files('jpg', 200, jpeg.subarray(0, 800_000)), /20000 x 20000 pixels/],
] as const)
  test(`${what}: refused, for less than ${MOST} MB`, { tag: '@slow' }, async ({ page, browser }) => {
    test.skip(!existsSync('/proc/self/clear_refs'), 'the system does not tell');
    const own = await open(page);
    const paths = make();
    const from = performance.now();
    const peak = await peakFromNow(browser);
    await own.choose(paths);
    await expect(own.alert).toHaveText(sentence);
    const more = await peak();
    noted(what, `${await own.alert.textContent()} (${more.toFixed(0)} MB more)`, (performance.now() - from) / 1_000);
    expect(more).toBeLessThan(MOST);
  });

test(`the largest IDX file that is taken: for less than ${MOST} MB`, { tag: '@slow' }, async ({ page, browser }) => {
  test.skip(!existsSync('/proc/self/clear_refs'), 'the system does not tell');
  const own = await open(page);
  const paths = files('idx.gz', 1, packedIdx(200, 446));
  const peak = await peakFromNow(browser);
  await own.choose(paths);
  await expect(own.says).toContainText('200 images');
  const more = await peak();
  noted('an IDX file of 39.8 MB', `taken (${more.toFixed(0)} MB more)`, 0);
  expect(more).toBeLessThan(MOST);
});

for (const [what, extension, make] of [
  ['PNGs of 8 bits a pixel', 'png', () => png(SIDE, 8, 1)],
  ['PNGs of 64 bits a pixel', 'png', () => png(SIDE, 16, 4)],
  ['progressive JPEGs', 'jpg', () => paper().jpeg({ progressive: true }).toBuffer()],
  ['lossless WebPs', 'webp', () => paper().webp({ lossless: true }).toBuffer()],
  ['GIFs', 'gif', () => paper().gif().toBuffer()],
  ['BMPs in runs', 'bmp', () => bmp(SIDE)],
] as const)
  test(
    `260 ${what}, 5,000 x 5,000 pixels each: told how far, cancelled at a press, for less than ${MOST} MB`,
    { tag: '@slow' },
    async ({ page, browser }) => {
      test.skip(!existsSync('/proc/self/clear_refs'), 'the system does not tell');
      const own = await open(page);
      const paths = files(extension, 260, await make());
      const peak = await peakFromNow(browser);
      await own.choose(paths);
      await expect(own.doing).toHaveText(/^Reading image ([5-9]|\d{2,3}) of 260$/);
      const from = performance.now();
      await own.cancel.press('Enter');
      await expect(own.cancel).toBeHidden();
      await expect(own.says).toHaveText('No images are chosen.');
      // The worker has stopped, too: what is chosen next is read at once.
      await own.choose(files('idx.gz', 1, packedIdx(200, 28)));
      await expect(own.says).toContainText('200 images');
      const more = await peak();
      noted(`260 ${what} of 25 million pixels`, `cancelled (${more.toFixed(0)} MB more)`, (performance.now() - from) / 1_000);
      expect(more).toBeLessThan(MOST);
    },
  );

test('a folder of 50,000 files: refused at once, and none is read', { tag: '@slow' }, async ({ page }) => {
  const own = await open(page);
  const path = join(folder, 'many');
  mkdirSync(path);
  for (let n = 0; n < 50_000; n++) writeFileSync(join(path, `${n}.png`), '');
  await page.locator('own-data [name=folder]').setInputFiles(path);
  await expect(own.alert).toHaveText('There are 50,000 files; at most 20,000 are taken. Choose fewer.');
});
