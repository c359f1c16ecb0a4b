// A digit of the reader's own: strokes become ink, errors are ranked, and what the chapter says of 7s and of moved digits holds.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { penSource } from '../../src/data/pen.ts';
import { loadWatched } from '../../src/data/source.ts';
import { errorOf, neighboursOf, ownDigitText, rankOf } from '../../src/features/draw-digit/figure.ts';
import { codeAt } from '../../src/kit/draw/reading.ts';
import { inkOf, penPoint, SHEET, smooth, type StrokePoint } from '../../src/features/draw-digit/strokes.ts';
import { BLANK, digitOf, SheetHistory } from '../../src/features/draw-digit/sheet-history.ts';
import { decode, encode, intensities } from '../../src/model/forward.ts';
import { centreOfMass, normalised, shifted } from '../../src/model/normalise.ts';
import { parseRecord, recordParameters } from '../../src/model/record.ts';
import { PIXELS, SIDE } from '../../src/model/spec.ts';

const line = (points: [number, number][]): StrokePoint[] => points.map(([x, y]) => ({ x, y, radius: 0.03 }));

describe('strokes', () => {
  test('ink lies within the radius of the line and nowhere else', () => {
    const ink = inkOf([
      line([
        [0.2, 0.5],
        [0.8, 0.5],
      ]),
    ]);
    const at = (x: number, y: number) => ink[Math.floor(y * SHEET) * SHEET + Math.floor(x * SHEET)];
    expect([at(0.5, 0.5), at(0.5, 0.522), at(0.5, 0.54), at(0.84, 0.5), at(0.185, 0.5)]).toEqual([1, 1, 0, 0, 1]);
  });

  test('a dot is a disc of the pen’s breadth', () => {
    const area = inkOf([line([[0.5, 0.5]])]).reduce((sum, value) => sum + value, 0);
    expect(Math.abs(area / (Math.PI * (0.03 * SHEET) ** 2) - 1)).toBeLessThan(0.03);
  });

  test('what leaves the sheet is cut off', () => {
    expect(
      inkOf([
        line([
          [-3, -2],
          [5, 4],
        ]),
      ]).every((value) => value >= 0 && value <= 1),
    ).toBe(true);
    expect(
      inkOf([
        line([
          [2, 2],
          [3, 3],
        ]),
      ]).every((value) => value === 0),
    ).toBe(true);
  });

  test('a fast hand leaves a thinner line, never much thinner', () => {
    const slow = penPoint(penPoint(undefined, 0, 0, 0), 0.01, 0, 1);
    const fast = [0.2, 0.4, 0.6, 0.8].reduce<StrokePoint>((before, x) => penPoint(before, x, 0, 0.01), penPoint(undefined, 0, 0, 0));
    expect(fast.radius).toBeLessThan(slow.radius);
    expect(fast.radius).toBeGreaterThan(0.65 * slow.radius);
  });

  test('smoothing rounds corners and keeps the ends', () => {
    const rounded = smooth(
      line([
        [0, 0],
        [1, 0],
        [1, 1],
      ]),
    );
    expect([rounded[0], rounded.at(-1)]).toEqual(
      line([
        [0, 0],
        [1, 1],
      ]),
    );
    expect(Math.min(...rounded.map(({ x, y }) => Math.hypot(x - 1, y)))).toBeGreaterThan(0.05);
  });
});

describe('the sheet', () => {
  test('a drawing anywhere on the sheet comes to the middle; undo takes it away', () => {
    const history = new SheetHistory();
    expect(digitOf(history.now)).toBeUndefined();
    history.put(
      history.withStroke(
        line([
          [0.7, 0.1],
          [0.9, 0.5],
        ]),
      ),
    );
    const [x, y] = centreOfMass(digitOf(history.now)!, SIDE);
    expect([Math.abs(x - 14) <= 0.5, Math.abs(y - 14) <= 0.5]).toEqual([true, true]);
    history.undo();
    expect([history.now, history.canUndo]).toEqual([BLANK, false]);
  });

  test('a digit moves by whole pixels, not out of sight; a stroke over it begins a drawing', () => {
    const history = new SheetHistory();
    const image = digitOf(
      history.withStroke(
        line([
          [0.4, 0.2],
          [0.5, 0.8],
        ]),
      ),
    )!;
    history.put({ ...BLANK, image });
    for (let k = 0; k < 3; k++) history.put(history.moved(1, 0));
    expect(digitOf(history.now)).toEqual(shifted(image, 3, 0));
    for (let k = 0; k < 90; k++) history.put(history.moved(0, -1));
    expect(history.now.down).toBe(-14);
    const sheet = history.withStroke(line([[0.5, 0.5]]));
    expect([sheet.image, sheet.strokes.length, sheet.down]).toEqual([undefined, 1, 0]);
  });
});

const folder = 'public/runs/pen';
const bytes = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}`)).buffer;
const record = parseRecord(JSON.parse(readFileSync(`${folder}/run.json`, 'utf8')));
const parameters = recordParameters(record, { encoder: bytes('encoder.bin'), decoder: bytes('decoder.bin') });
const { spec, digits } = record.config;

function judged(images: Float32Array): { codes: Float32Array; errors: Float32Array } {
  const codes = encode(spec, parameters, images);
  const copies = decode(spec, parameters, codes);
  const errors = Float32Array.from({ length: images.length / PIXELS }, (_, n) => {
    const row = (values: Float32Array) => values.subarray(n * PIXELS, (n + 1) * PIXELS);
    return errorOf({ image: row(images), reconstruction: row(copies), code: codeAt(codes, n) });
  });
  return { codes, errors };
}
const mean = (values: Float32Array) => values.reduce((a, b) => a + b) / values.length;

test('on the recorded run, two 7s of three are worse than 95 % of the test digits, and most land among 5s and 1s', async () => {
  const watched = judged(intensities(await loadWatched(penSource, digits)));
  const sevens = judged(intensities((await penSource.shard('test', 7, 0)).slice(0, 200 * PIXELS)));
  const strange = sevens.errors.filter((error) => rankOf(error, watched.errors) > 0.95).length;
  expect(strange / 200).toBeGreaterThan(0.65);
  const nearest = Array.from({ length: 200 }, (_, n) => record.labels[neighboursOf(watched.codes, codeAt(sevens.codes, n))[0]!]!);
  expect(nearest.filter((label) => label !== 6).length).toBeGreaterThan(180);
});

test('moved by two pixels, test digits are copied more than twice as badly', async () => {
  const images = intensities(await loadWatched(penSource, digits));
  const moved = Float32Array.from(
    Array.from({ length: images.length / PIXELS }, (_, n) => [...shifted(images.subarray(n * PIXELS, (n + 1) * PIXELS), 2, 0)]).flat(),
  );
  expect(mean(judged(moved).errors)).toBeGreaterThan(2 * mean(judged(images).errors));
});

test('the sentence quotes code, error, rank and neighbours', () => {
  const codes = Float32Array.from([0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 90, 0]);
  const labels = Uint8Array.of(1, 1, 5, 5, 6, 6);
  const own = { image: new Float32Array(PIXELS), reconstruction: new Float32Array(PIXELS).fill(0.2), code: [0.2, 0] as const };
  const errors = Float32Array.of(0.01, 0.02, 0.03, 0.05);
  expect(ownDigitText({ codes, labels, own, errors })).toBe(
    'Your digit lands at z = (0.20, 0.00). Squared error of its copy: 0.0400, worse than 75 % of the test digits. Nearest test digits: 1, 1, 5, 5, 6.',
  );
  expect(ownDigitText({ codes, labels })).toBe('Draw a digit, take a test digit, or choose an image.');
  expect(normalised(inkOf([]), SHEET)).toBeUndefined();
});
