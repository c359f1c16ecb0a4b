// Digits are ink on paper: 0 leaves the paper as it is, 1 is full ink, and what leaves that range shows.
import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { contrast, rgbOf, tokenBlocks, type Rgb } from '../helpers/contrast.ts';
import { digitCanvas, drawDigits, type Colouring } from '../../src/kit/draw/ink.ts';
import { PIXELS, SIDE } from '../../src/model/spec.ts';

/** A document that can make canvases, which is all ink.ts asks of one. */
function canvasOf(columns = 1, rows = 1): HTMLCanvasElement {
  const createElement = () => Object.assign(createCanvas(1, 1), { setAttribute() {} });
  return digitCanvas({ createElement } as unknown as Document, columns, rows);
}

/** Red, green, blue, alpha at a pixel. */
function at(canvas: HTMLCanvasElement, x: number, y: number): number[] {
  return [...canvas.getContext('2d')!.getImageData(x, y, 1, 1).data];
}

function pixelOf(value: number, colouring: Colouring): number[] {
  const canvas = canvasOf();
  drawDigits(canvas, new Float32Array(PIXELS).fill(value), 1, colouring);
  return at(canvas, 0, 0);
}

test('0 is transparent paper, 1 opaque black ink, a half is half-transparent black', () => {
  expect(pixelOf(0, 'ink')[3]).toBe(0);
  expect(pixelOf(1, 'ink')).toEqual([0, 0, 0, 255]);
  expect(pixelOf(0.5, 'ink')).toEqual([0, 0, 0, 128]);
});

test('below 0 is blue on paper, above 1 is red ink, both fully at 0.5 beyond', () => {
  expect(pixelOf(-0.5, 'ink')).toEqual([0, 70, 200, 255]);
  expect(pixelOf(-2, 'ink')).toEqual([0, 70, 200, 255]);
  expect(pixelOf(-0.1, 'ink')[3]).toBe(51);
  expect(pixelOf(1.5, 'ink')).toEqual([220, 0, 0, 255]);
  expect(pixelOf(1.25, 'ink')).toEqual([110, 0, 0, 255]);
});

test('a difference is paper at 0, blue below, red above', () => {
  expect(pixelOf(0, 'difference')[3]).toBe(0);
  expect(pixelOf(-1, 'difference')).toEqual([50, 125, 255, 255]);
  expect(pixelOf(1, 'difference')).toEqual([235, 60, 60, 255]);
  const opacities = [0.05, 0.1, 0.3, 0.6, 1].map((size) => pixelOf(size, 'difference')[3]!);
  expect(opacities).toEqual(opacities.toSorted((a, b) => a - b));
});

test('the strongest difference stands out from light paper and from dark by 3:1, in the colour it is called by', () => {
  const [blue, red] = [-1, 1].map((value) => pixelOf(value, 'difference').slice(0, 3) as unknown as Rgb) as [Rgb, Rgb];
  for (const block of tokenBlocks())
    for (const colour of [blue, red]) expect(contrast(colour, rgbOf(block.get('paper')!))).toBeGreaterThanOrEqual(3);
  // Red within 15 degrees of pure red.
  expect(Math.abs(Math.atan2(Math.sqrt(3) * (red[1] - red[2]), 2 * red[0] - red[1] - red[2]))).toBeLessThan(Math.PI / 12);
  expect(blue[2]).toBeGreaterThan(2 * blue[1]);
});

test("jet runs from dark blue through green to dark red, as the notebook's figures do", () => {
  expect(pixelOf(0, 'jet')).toEqual([0, 0, 128, 255]);
  expect(pixelOf(0.5, 'jet')).toEqual([128, 255, 128, 255]);
  expect(pixelOf(1, 'jet')).toEqual([128, 0, 0, 255]);
});

test('images fill the cells row by row, each image row by row', () => {
  const values = new Float32Array(3 * PIXELS);
  values[0] = 1; // image 0, top left
  values[PIXELS + SIDE - 1] = 1; // image 1, top right
  values[2 * PIXELS + (SIDE - 1) * SIDE] = 1; // image 2, bottom left
  const canvas = canvasOf(2, 2);
  drawDigits(canvas, values, 2);
  expect([canvas.width, canvas.height]).toEqual([56, 56]);
  const inked = [];
  for (let y = 0; y < 56; y++) for (let x = 0; x < 56; x++) if (at(canvas, x, y)[3]! > 0) inked.push([x, y]);
  expect(inked).toEqual([
    [0, 0],
    [55, 0],
    [0, 55],
  ]);
});

test('drawing again leaves nothing of what was there', () => {
  const canvas = canvasOf(2, 1);
  drawDigits(canvas, new Float32Array(2 * PIXELS).fill(1), 2);
  drawDigits(canvas, new Float32Array(PIXELS), 2);
  expect(at(canvas, 0, 0)[3]).toBe(0);
  expect(at(canvas, SIDE, 0)[3]).toBe(0);
});
