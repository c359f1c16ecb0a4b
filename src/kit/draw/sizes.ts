// How wide the planes draw: beside their digit where there is room, above it on a phone (kit/draw/plane.css folds at the same width).

import type { FigureOptions } from './figure.ts';

/** From this width on, in CSS pixels, plane and digit stand side by side. */
const SIDE_BY_SIDE = 620;
/** Room for the digit beside a plane, with the gap. */
const SIDE = 252;
/** The same on the landing page, where the digit is larger (kit/draw/plane.css: `.hero .codes-side`). */
const heroSide = (width: number) => Math.min(402, 0.36 * width) + 24;
/** No plane is taller, so that it fits on a laptop's screen with its caption. */
export const TALLEST = 520;
/** The plane of the landing page leaves room for the title. */
export const TALLEST_HERO = 460;

/** Size of a plane with its axes in a figure `width` wide, in CSS pixels. */
export function planeSize(width: number, height = 0.78, hero = false): { readonly width: number; readonly height: number } {
  const room = width >= SIDE_BY_SIDE ? width - (hero ? heroSide(width) : SIDE) : width;
  const fitting = Math.min(room, (hero ? TALLEST_HERO : TALLEST) / height);
  return { width: Math.round(fitting), height: Math.round(fitting * height) };
}

/**
 * Size of a plane with its axes in a figure, in CSS pixels: alone in a box that the figure fills, and beside its digit elsewhere.
 * @param ratio of its height to its width where the box does not say it
 */
export function planeRoom({ width, height }: FigureOptions, ratio = 0.78) {
  return height === undefined ? planeSize(width, ratio) : { width, height, tallest: height };
}

/**
 * Size of a plane in a figure that is pinned in the narrow column of a stage (features/stage/style.css), beside its digit all the same.
 * @param side room for the digit, with the gap, in CSS pixels
 */
export function pinnedSize(width: number, height: number, side: number): { readonly width: number; readonly height: number } {
  return { width: width - side, height: Math.round((width - side) * height) };
}

/** Between two planes side by side (kit/draw/twins.css has the same). */
const GAP = 24;

/** Size of each of two planes in a figure `width` wide: side by side, or one above the other on a phone, where they are flatter. */
export function pairSize(width: number): { readonly width: number; readonly height: number } {
  const beside = width >= SIDE_BY_SIDE;
  const each = Math.round(beside ? (width - GAP) / 2 : width);
  return { width: each, height: Math.round(each * (beside ? 0.78 : 0.7)) };
}

/** Size of a second plane, under the digit beside the first one; on a phone as wide as the page. */
export function sideSize(width: number, height = 0.9): { readonly width: number; readonly height: number } {
  const room = width >= SIDE_BY_SIDE ? SIDE - 24 : width;
  return { width: room, height: Math.round(room * height) };
}

/** A length in a drawing, to a tenth of a pixel. */
export const px = (value: number): string => value.toFixed(1);
