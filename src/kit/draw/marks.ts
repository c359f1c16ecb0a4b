// The digits' fixed colours and shapes, the same in every figure.
import {
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolDiamond2,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
  type SymbolType,
} from 'd3';

/** A shape of corners, in units in which its area is 1. d3 has seven shapes that can be filled; these make ten. */
const polygon = (corners: readonly (readonly [x: number, y: number])[]): SymbolType => ({
  draw(context, size) {
    const side = Math.sqrt(size);
    corners.forEach(([x, y], k) => (k === 0 ? context.moveTo(x * side, y * side) : context.lineTo(x * side, y * side)));
    context.closePath();
  },
});
const upturnedTriangle = polygon([
  [-0.76, -0.5],
  [0.76, -0.5],
  [0, 0.82],
]);
const hourglass = polygon([
  [-0.7, -0.8],
  [0.7, -0.8],
  [-0.7, 0.8],
  [0.7, 0.8],
]);

/** Shape by digit: 1 circle, 5 triangle, 6 square. Colours are the CSS variables --digit-0 to --digit-9 (styles/tokens.css). */
export const DIGIT_SYMBOLS: readonly SymbolType[] = [
  symbolDiamond,
  symbolCircle,
  symbolCross,
  symbolStar,
  symbolWye,
  symbolTriangle,
  symbolSquare,
  upturnedTriangle,
  hourglass,
  symbolDiamond2,
];

/** CSS class that gives a mark its digit's colour. */
export function digitClass(digit: number): string {
  return `digit-${digit}`;
}
