// The digits' fixed colours and shapes, the same in every figure.
import {
  symbolAsterisk,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolDiamond2,
  symbolPlus,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
  type SymbolType,
} from 'd3';

/** Shape by digit: 1 circle, 5 triangle, 6 square. Colours are the CSS variables --digit-0 to --digit-9 (styles/tokens.css). */
export const DIGIT_SYMBOLS: readonly SymbolType[] = [
  symbolDiamond,
  symbolCircle,
  symbolCross,
  symbolStar,
  symbolWye,
  symbolTriangle,
  symbolSquare,
  symbolPlus,
  symbolAsterisk,
  symbolDiamond2,
];

/** CSS class that gives a mark its digit's colour. */
export function digitClass(digit: number): string {
  return `digit-${digit}`;
}
