// What the IDX reader takes, and what it says of a file it does not take.
import { expect, test } from 'vitest';
import { idxImages, idxLabels } from '../../src/data/idx.ts';
import { PIXELS } from '../../src/model/spec.ts';

function idx(header: number[], body: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 * header.length + body.length);
  const view = new DataView(bytes.buffer);
  header.forEach((value, k) => view.setUint32(4 * k, value));
  bytes.set(body, 4 * header.length);
  return bytes;
}

const twoImages = Uint8Array.from({ length: 2 * PIXELS }, (_, k) => k % 251);

test('images come out as their bytes, in order', () => {
  expect(idxImages(idx([2051, 2, 28, 28], twoImages), 'images')).toEqual(twoImages);
});

test('labels come out as their bytes, in order', () => {
  expect(idxLabels(idx([2049, 4], [5, 0, 4, 9]), 'labels')).toEqual(Uint8Array.of(5, 0, 4, 9));
});

test('a file that begins inside a larger buffer is read from where it begins', () => {
  const file = idx([2049, 2], [3, 7]);
  const larger = new Uint8Array(file.length + 5);
  larger.set(file, 5);
  expect(idxLabels(larger.subarray(5), 'labels')).toEqual(Uint8Array.of(3, 7));
});

test.each([
  [
    'labels where images belong',
    () => idxImages(idx([2049, 2], [3, 7]), 'a-file'),
    /^a-file has the magic number 2049; a file of images has 2051$/,
  ],
  ['images where labels belong', () => idxLabels(idx([2051, 2, 28, 28], twoImages), 'a-file'), /^a-file has the magic number 2051/],
  ['an empty file', () => idxImages(new Uint8Array(), 'a-file'), /^a-file is truncated: 0 bytes/],
  ['a file cut in its header', () => idxImages(idx([2051, 2], []), 'a-file'), /^a-file is truncated: 8 bytes/],
  [
    'images cut short by a byte',
    () => idxImages(idx([2051, 2, 28, 28], twoImages.subarray(1)), 'a-file'),
    /^a-file is truncated: 1583 bytes, .* 1584$/,
  ],
  ['labels cut short by one', () => idxLabels(idx([2049, 3], [3, 7]), 'a-file'), /^a-file is truncated/],
  ['a byte too many', () => idxLabels(idx([2049, 1], [3, 7]), 'a-file'), /^a-file is too long: 10 bytes, .* 9$/],
  [
    'images of another size',
    () => idxImages(idx([2051, 1, 16, 49], new Uint8Array(PIXELS)), 'a-file'),
    /^a-file has images of 16 x 49 pixels/,
  ],
  [
    'a header that claims four billion images',
    () => idxImages(idx([2051, 0xffffffff, 28, 28], []), 'a-file'),
    /^a-file claims 4294967295 items/,
  ],
  ['a label that is no digit', () => idxLabels(idx([2049, 2], [3, 10]), 'a-file'), /^a-file has the label 10/],
])('%s: refused in a sentence that names the file', (_, read, sentence) => {
  expect(read).toThrow(sentence);
});
