// The reader's own files: what is taken, how it is split, and what is said of files that are damaged, hostile or too many.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BUDGET } from '../../src/data/budget.ts';
import { countLabels, ownName, ownSource } from '../../src/data/own.ts';
import { fitted, labelOf, readOwn as readWith, type OwnFile, type Reading } from '../../src/data/own-files.ts';
import { penImage } from '../../src/data/pen.ts';
import { checkPicture, pictureSize, type Grey } from '../../src/data/pictures.ts';
import { loadDataset, loadWatched, testCounts, watchIndices, watchLabels } from '../../src/data/source.ts';
import { PIXELS, SIDE } from '../../src/model/spec.ts';
import { keepOwn, openSource } from '../../src/train/sources.ts';

const file = (path: string, bytes: Uint8Array): OwnFile => ({ path, blob: new Blob([bytes.slice()]) });

function idx(magic: number, dimensions: number[], body: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * dimensions.length + body.length);
  const view = new DataView(bytes.buffer);
  [magic, ...dimensions].forEach((value, k) => view.setUint32(4 * k, value));
  bytes.set(body, 4 + 4 * dimensions.length);
  return bytes;
}
const images = (count: number, body: ArrayLike<number> = new Uint8Array(count * PIXELS)) => idx(2051, [count, SIDE, SIDE], body);
const labels = (values: ArrayLike<number>) => idx(2049, [values.length], values);

/** `count` digits of the pen, 3s and 8s in turn. */
const COUNT = 300;
const digits = Uint8Array.from({ length: COUNT }, (_, n) => (n % 2 ? 8 : 3));
const pixels = new Uint8Array(COUNT * PIXELS);
digits.forEach((digit, n) => pixels.set(penImage('train', digit, n), n * PIXELS));

const never = (_: Blob, path: string): Promise<Grey> => Promise.reject(new Error(`${path} is not to be unpacked here`));
const readOwn = (files: readonly OwnFile[], decode: Reading['decode']) => readWith(files, { decode, tell: () => {}, dropped: () => false });
const refusal = (files: OwnFile[], decode = never) =>
  readOwn(files, decode).then(
    () => 'taken',
    (error: Error) => error.message,
  );

describe('an IDX pair', () => {
  test('is taken as it is, packed or not', async () => {
    for (const pack of [(bytes: Uint8Array) => bytes, (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))]) {
      const own = await readOwn([file('a-labels', pack(labels(digits))), file('a-images', pack(images(COUNT, pixels)))], never);
      expect(own).toEqual({ images: pixels, labels: digits, unlabelled: false, turned: false, fitted: 0 });
    }
  });

  test('without labels has label 0 throughout, and says so', async () => {
    const own = await readOwn([file('a-images', images(COUNT, pixels))], never);
    expect([own.unlabelled, countLabels(own.labels)]).toEqual([true, [COUNT, 0, 0, 0, 0, 0, 0, 0, 0, 0]]);
  });

  test('dark on light is turned over', async () => {
    const own = await readOwn(
      [
        file(
          'a-images',
          images(
            COUNT,
            pixels.map((value) => 255 - value),
          ),
        ),
      ],
      never,
    );
    expect(own.turned).toBe(true);
    expect(own.images).toEqual(pixels);
  });

  test('of another size is scaled to fit', async () => {
    const own = await readOwn([file('big', idx(2051, [200, 56, 56], new Uint8Array(200 * 56 * 56).fill(9)))], never);
    expect([own.fitted, own.images.length]).toEqual([200, 200 * PIXELS]);
    expect(own.images.every((value) => value === 9)).toBe(true);
  });
});

test.each<[what: string, files: OwnFile[], sentence: RegExp]>([
  ['nothing', [], /^There is no file in it\. Choose/],
  ['only what systems leave behind', [file('a/.DS_Store', new Uint8Array(9)), file('__MACOSX/a', new Uint8Array(9))], /^There is no file/],
  ['an empty file', [file('empty', new Uint8Array())], /^empty is neither an image nor an IDX file\. Leave it out\.$/],
  ['text', [file('notes.txt', new TextEncoder().encode('hello '.repeat(20)))], /^notes\.txt is neither an image nor an IDX file/],
  [
    'truncated images',
    [file('cut', images(COUNT, pixels).subarray(0, 5000))],
    /^cut is truncated: 5000 bytes, .* 235216\. Choose another file\.$/,
  ],
  ['a header alone', [file('head', idx(2051, [COUNT], []))], /^head is truncated: 8 bytes/],
  ['images with a byte too many', [file('long', images(200, new Uint8Array(200 * PIXELS + 1)))], /^long is too long/],
  ['a wrong magic number', [file('odd', idx(0x0d03, [COUNT, SIDE, SIDE], pixels))], /^odd is neither an image nor an IDX file/],
  ['labels alone', [file('l', labels(digits))], /^There are 0 IDX files of images and 1 of labels/],
  ['two sets', [file('a', images(COUNT, pixels)), file('b', images(COUNT, pixels))], /^There are 2 IDX files of images/],
  ['two billion images', [file('huge', idx(2051, [2e9, SIDE, SIDE], []))], /^huge claims 2000000000 items/],
  ['images of two billion pixels', [file('wide', idx(2051, [COUNT, 65_536, 32_768], []))], /^wide has images of 65536 x 32768 pixels/],
  ['images without pixels', [file('flat', idx(2051, [COUNT, 0, 28], []))], /^flat has images of 0 x 28 pixels/],
  ['too few', [file('few', images(BUDGET.least - 1))], /^In few are 199 images; a run needs at least 200\. Add more\.$/],
  ['none', [file('none', images(0))], /^In none are 0 images/],
  ['too many', [file('many', images(BUDGET.most + 1))], /^In many are 20,001 images; at most 20,000 are taken/],
  [
    'labels of another set',
    [file('i', images(COUNT, pixels)), file('l', labels(digits.subarray(1)))],
    /^i has 300 images, and l has 299 labels/,
  ],
  [
    'a label that is no digit',
    [file('i', images(COUNT, pixels)), file('l', labels(digits.map(() => 12)))],
    /^l has the label 12; .*Choose another/,
  ],
  ['more than 40 MB', [file('fat', new Uint8Array(41_000_000).fill(8, 2, 3).fill(3, 3, 4))], /^fat holds more than 40 MB/],
  ['a bomb of gzip', [file('bomb.gz', gzipSync(new Uint8Array(60_000_000)))], /^bomb\.gz holds more than 40 MB/],
  ['gzip cut short', [file('cut.gz', gzipSync(images(COUNT, pixels)).subarray(0, 900))], /^cut\.gz cannot be unpacked: it is damaged/],
  ['gzip of something else', [file('x.gz', gzipSync(new Uint8Array(999)))], /^x\.gz is neither an IDX file of bytes nor an image/],
])('%s: refused in a sentence that names the file', async (_, files, sentence) => {
  expect(await refusal(files)).toMatch(sentence);
});

describe('image files', () => {
  const head = new Uint8Array(64);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  new DataView(head.buffer).setUint32(16, SIDE);
  new DataView(head.buffer).setUint32(20, SIDE);
  const pngs = (paths: string[]) => paths.map((path) => file(path, head));
  const number = (path: string) => Number(/(\d+)\.png$/.exec(path)![1]);
  const decode = (_: Blob, path: string): Promise<Grey> =>
    Promise.resolve({ width: SIDE, height: SIDE, values: pixels.slice(number(path) * PIXELS, (number(path) + 1) * PIXELS) });
  const named = (name: (n: number) => string) => pngs(Array.from({ length: COUNT }, (_, n) => name(n)));

  test('in folders 0 to 9 have these labels', async () => {
    const own = await readOwn(
      named((n) => `mine/${digits[n]}/${n}.png`),
      decode,
    );
    expect([own.unlabelled, countLabels(own.labels)]).toEqual([false, [0, 0, 0, 150, 0, 0, 0, 0, 150, 0]]);
    expect(own.images.subarray(0, PIXELS)).toEqual(penImage('train', 3, 0));
  });

  test('named by their label have it, too; other names have none', async () => {
    expect(
      countLabels(
        (
          await readOwn(
            named((n) => `${digits[n]}_${n}.png`),
            decode,
          )
        ).labels,
      )[8],
    ).toBe(150);
    expect(
      (
        await readOwn(
          named((n) => `mine/${n}.png`),
          decode,
        )
      ).unlabelled,
    ).toBe(true);
  });

  test('some with a label and some without, or with one that is no digit: refused', async () => {
    expect(
      await refusal(
        named((n) => (n === 7 ? '7.png' : `3/${n}.png`)),
        decode,
      ),
    ).toMatch(/^7\.png has no label, and others have one/);
    expect(
      await refusal(
        named((n) => `12/${n}.png`),
        decode,
      ),
    ).toMatch(/^12\/0\.png is in a folder for the label 12; labels are 0 to 9/);
  });

  test('many IDX files: refused before any is unpacked', async () => {
    const packed = new Uint8Array([0x1f, 0x8b, 8, 0, 0]);
    const files = Array.from({ length: 60 }, (_, n) => ({ path: `${n}.gz`, blob: new Blob([packed]) }));
    await expect(readOwn(files, () => Promise.reject(new Error('not asked for here')))).rejects.toThrow(
      'There are 60 IDX files: choose one of images, and its labels if there are some.',
    );
  });

  test('two gzips that hold 60 MB together, neither of them too much alone: refused, with no more than 40 MB unpacked', async () => {
    const part = (name: string) => file(name, gzipSync(new Uint8Array(30_000_000)));
    expect(await refusal([part('a.gz'), part('b.gz')])).toMatch(/^b\.gz holds more than 10 MB, which is the most that is taken/);
  });

  test('more files than a run takes: refused before any is looked at', async () => {
    const blob = { size: 9, slice: () => expect.unreachable() } as unknown as Blob;
    const many = Array.from({ length: 50_000 }, (_, n) => ({ path: `${n}.png`, blob }));
    expect(await refusal(many)).toBe('There are 50,000 files; at most 20,000 are taken. Choose fewer.');
  });

  test('how far it is is told file by file; once dropped, no other is read', async () => {
    const told: string[] = [];
    const tell = (doing: string, item: number, of: number) => void told.push(`${doing} ${item} of ${of}`);
    await readWith(
      named((n) => `${digits[n]}_${n}.png`),
      { decode, tell, dropped: () => false },
    );
    expect(told).toHaveLength(2 * COUNT);
    expect([told[0], told.at(-1)]).toEqual([`Looking at file 1 of ${COUNT}`, `Reading image ${COUNT} of ${COUNT}`]);
    let decoded = 0;
    const reading = {
      decode: (blob: Blob, path: string) => (decoded++, decode(blob, path)),
      tell: () => {},
      dropped: () => decoded === 40,
    };
    const files = named((n) => `${digits[n]}_${n}.png`);
    await expect(readWith(files, reading)).rejects.toThrow('Reading was cancelled.');
    expect(decoded).toBe(40);
  });

  test('too few, or IDX files among them: refused before any is unpacked', async () => {
    expect(await refusal(pngs(['1.png', '2.png']))).toMatch(/^There are 2 images; a run needs at least 200/);
    expect(await refusal([...named((n) => `${n}.png`), file('a', images(COUNT, pixels))])).toMatch(/IDX files and images among them/);
  });

  test.each([
    ['a/3/x.png', 3],
    ['class_3/x.png', 3],
    ['digit 0/x.png', 0],
    ['7-x.png', 7],
    ['a/7_0001.png', 7],
    ['0001.png', undefined],
    ['cats/x.png', undefined],
    ['mnist2024/x.png', undefined],
  ])('the label of %s is %s', (path, label) => expect(labelOf(path)).toBe(label));

  test('a picture that is not square stands in the middle of its own paper', () => {
    const frame = fitted({ width: 4, height: 8, values: new Uint8Array(32).fill(90) });
    expect(frame.every((value) => value === 90)).toBe(true);
    const line = fitted({ width: 1, height: 3, values: Uint8Array.of(10, 200, 10) });
    // 9 by 28 pixels, the middle third of them light.
    expect([...line.subarray(14 * SIDE, 15 * SIDE)].map((value, column) => (value === 200 ? column : -1)).filter((c) => c >= 0)).toEqual([
      9, 10, 11, 12, 13, 14, 15, 16, 17,
    ]);
    expect(
      line
        .subarray(0, SIDE)
        .slice(9, 18)
        .every((value) => value === 10),
    ).toBe(true);
  });
});

describe('the size of an image file', () => {
  const bytes = (...parts: (string | number[])[]) =>
    Uint8Array.from([
      ...parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part)),
      ...new Array<number>(40).fill(0),
    ]);

  test.each([
    ['PNG', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 1, 44, 0, 0, 0, 200])],
    ['GIF', bytes('GIF89a', [44, 1, 200, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 44, 1, 200, 0])],
    [
      'GIF with colours and a comment',
      bytes('GIF89a', [44, 1, 200, 0, 0x80, 0, 0, 1, 1, 1, 2, 2, 2, 0x21, 0xfe, 1, 65, 0, 0x2c, 0, 0, 0, 0, 9, 0, 9, 0]),
    ],
    ['BMP', bytes('BM', new Array<number>(16).fill(0), [44, 1, 0, 0, 56, 255, 255, 255])],
    ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc2, 0, 11, 8, 0, 200, 1, 44])],
    ['WebP, lossy', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', new Array<number>(10).fill(0), [44, 1, 200, 0])],
    ['WebP, lossless', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f], [0x2b, 0xc1, 0x31, 0])],
    ['WebP, extended', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', new Array<number>(8).fill(0), [43, 1, 0, 199, 0, 0])],
  ])('is read from the beginning of a %s', (_, file) => expect(pictureSize(file)).toEqual({ width: 300, height: 200 }));

  test('what is no image, or too large to unpack, is refused in a sentence', () => {
    const png = (width: number, height: number) => {
      const made = bytes('\x89PNG\r\n\x1a\n', new Array<number>(16).fill(0));
      new DataView(made.buffer).setUint32(16, width);
      new DataView(made.buffer).setUint32(20, height);
      return made;
    };
    expect(() => checkPicture(new TextEncoder().encode('hello '.repeat(20)), 'a.png')).toThrow(/^a\.png is no image that can be read here/);
    expect(() => checkPicture(png(60_000, 60_000), 'a.png')).toThrow(/^a\.png has 60000 x 60000 pixels; at most/);
    expect(() => checkPicture(png(0, 5), 'a.png')).toThrow(/^a\.png says that it has 0 x 5 pixels/);
    // What its first words say may be less than what has to be unpacked: a GIF's frame beyond its screen, a JPEG's comment with a header in it.
    expect(pictureSize(bytes('GIF89a', [28, 0, 28, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 0x20, 0x4e, 0x20, 0x4e]))).toEqual({
      width: 20_000,
      height: 20_000,
    });
    const header = (side: number) => [0xff, 0xc0, 0, 11, 8, side >> 8, side & 255, side >> 8, side & 255, 1, 1, 0x11, 0];
    expect(pictureSize(bytes([0xff, 0xd8, 0xff, 0x01, 0xff, 0xfe, 0, 15, ...header(28), ...header(20_000)]))).toEqual({
      width: 20_000,
      height: 20_000,
    });
    expect(pictureSize(bytes([0xff, 0xd8, 0xff, 0xda, 0, 8], header(28)))).toBeUndefined();
    // A JPEG whose segments have no end must not be followed for ever.
    expect(pictureSize(bytes([0xff, 0xd8], new Array<number>(60).fill(0xff)))).toBeUndefined();
  });
});

describe('own images as a source', () => {
  const source = ownSource({ images: pixels, labels: digits });

  test('every sixth image of a label is a test image, and none is in both', async () => {
    expect([3, 8, 0].map((digit) => [source.count('train', digit), source.count('test', digit)])).toEqual([
      [125, 25],
      [125, 25],
      [0, 0],
    ]);
    const { dataset, all } = loadDataset(source, [3, 8], () => {});
    await all;
    const texts = (images: Uint8Array) =>
      Array.from({ length: images.length / PIXELS }, (_, n) => images.subarray(n * PIXELS, (n + 1) * PIXELS).join());
    const [train, test] = [texts(dataset.train.images), texts(dataset.test.images)];
    expect(new Set([...train, ...test]).size).toBe(COUNT);
    expect(test[0]).toBe(penImage('train', 3, 10).join());
    expect([...dataset.test.labels]).toEqual([...Array<number>(25).fill(3), ...Array<number>(25).fill(8)]);
  });

  test('where there are fewer than 500 test images, all of them are watched, in their order', async () => {
    const counts = testCounts(source);
    expect(watchIndices([3, 8], counts)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect([...watchLabels([3, 8], counts)]).toEqual([...Array<number>(25).fill(3), ...Array<number>(25).fill(8)]);
    expect((await loadWatched(source, [3, 8])).length).toBe(50 * PIXELS);
    expect(watchIndices([0, 8], counts)).toEqual(Array.from({ length: 25 }, (_, n) => n));
  });

  test('a label with one image among thousands takes no more than it has', () => {
    const counts = [0, 1, 3000, 0, 400, 0, 0, 0, 0, 0];
    const watched = watchIndices([1, 2, 4], counts);
    expect([watched.length, new Set(watched).size]).toEqual([500, 500]);
    expect(Math.max(...watched)).toBeLessThan(1 + 500 + 400);
    expect(watchLabels([1, 2, 4], counts).filter((label) => label === 1).length).toBeLessThanOrEqual(1);
  });

  test('digits of which there is no image are refused', () => {
    expect(() => loadDataset(source, [5], () => {})).toThrow(/no image of the digits 5/);
  });

  test('its name is one of its contents; the latest three are kept', async () => {
    const other = (value: number) => ({ images: pixels.slice(), labels: digits.map(() => value) });
    expect(ownName({ images: pixels, labels: digits })).toBe(source.name);
    const names = [0, 1, 2, 4].map((value) => keepOwn(other(value)));
    expect(new Set(names).size).toBe(4);
    await expect(openSource(names[0]!)).rejects.toThrow('no longer here');
    expect((await openSource(names[3]!)).count('test', 4)).toBe(50);
  });
});
