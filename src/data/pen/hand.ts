// The hand that moves the pen: one digit's factors, and the path its strokes take in the 28 x 28 picture.
import { random, type Random } from '../../model/random.ts';
import type { Split } from '../sets/data-set.ts';
import { GLYPHS, type ControlPoint, type Glyph } from './glyphs.ts';
import { addSpline, clamp, fit, press, type Path } from './path.ts';

/** What truly varies between two images of the same digit, as no real data set can tell. */
export interface PenFactors {
  /** Lean in degrees, positive to the right. */
  readonly slant: number;
  /** Width relative to the digit's usual proportions, at the same height. */
  readonly width: number;
  /** Breadth of the stroke in pixels, at half its blackness. */
  readonly thickness: number;
  /** 0 straight and angular to 1 round. */
  readonly curvature: number;
}

/** The pen's own seed: every image follows from it, its split, its digit and its index. */
const PEN_SEED = 1;

/** Mean and standard deviation of the slant in degrees, and the usual thickness in pixels, by digit 0..9: spread like MNIST's. */
const HABITS: readonly (readonly [slant: number, slantSd: number, thickness: number])[] = [
  [13, 11, 3],
  [13, 14, 3.4],
  [7, 13, 2.9],
  [5, 13, 2.8],
  [9, 14, 2.6],
  [7, 14, 2.7],
  [4, 12, 2.8],
  [1, 12, 2.9],
  [9, 12, 2.7],
  [6, 13, 2.6],
];

/** The stream of one image. Its first draws are the factors. */
export function imageStream(split: Split, digit: number, index: number): Random {
  return random(PEN_SEED, `${split} ${digit} ${index}`);
}

/** Draws the factors of an image of a digit. */
export function drawFactors(stream: Random, digit: number): PenFactors {
  const [slant, slantSd, thickness] = HABITS[digit]!;
  return {
    slant: clamp(slant + slantSd * stream.normal(), -30, 48),
    width: clamp(Math.exp(0.24 * stream.normal()), 0.55, 1.8),
    thickness: clamp(thickness * Math.exp(0.29 * stream.normal()), 1.5, 5),
    curvature: clamp(0.5 + 0.24 * stream.normal(), 0, 1),
  };
}

function pick(glyphs: readonly Glyph[], at: number): Glyph {
  let sum = 0;
  for (const glyph of glyphs) if (at < (sum += glyph.share)) return glyph;
  return glyphs.at(-1)!;
}

const xs = new Float64Array(32);
const ys = new Float64Array(32);

/** Writes a digit into `path`, in pixels, its ink's box 20 on the larger side and its centre of mass near the middle. */
export function writeDigit(path: Path, digit: number, factors: PenFactors, stream: Random): void {
  const glyph = pick(GLYPHS[digit]!, stream.uniform());
  const lean = Math.tan((factors.slant * Math.PI) / 180);
  const tilt = 0.07 * stream.normal(); // the writing line's, which leaves uprights upright
  const balance = clamp(0.36 * stream.normal(), -0.6, 0.6); // larger top or larger bottom
  const taper = clamp(0.23 * stream.normal(), -0.4, 0.4); // wider top or wider bottom
  // Two slow waves bend the paper: the elastic part.
  const [waveX, waveY] = [0.04 * stream.normal(), 0.05 * stream.normal()];
  const [phaseX, phaseY] = [2 * Math.PI * stream.uniform(), 2 * Math.PI * stream.uniform()];
  // The glyphs are written at curvature 0.5; 1.4 makes the extremes plain to see.
  const bend = 1.4 * (factors.curvature - 0.5);
  // The hand strays from the intended points, and what it strayed at one point it has not quite made good at the next.
  let [strayX, strayY] = [0, 0];

  function place(point: ControlPoint, k: number): void {
    strayX = 0.85 * strayX + 0.022 * stream.normal();
    strayY = 0.85 * strayY + 0.022 * stream.normal();
    const x0 = point.x + bend * point.dx + strayX;
    const y0 = point.y + bend * point.dy + strayY;
    const y1 = y0 + balance * y0 * (1 - y0) + waveY * Math.sin(5 * x0 + phaseY);
    const x1 = factors.width * (0.3 + (x0 - 0.3) * (1 + taper * (2 * y0 - 1)) + waveX * Math.sin(2 * Math.PI * y0 + phaseX));
    xs[k] = x1 - lean * y1;
    ys[k] = y1 + tilt * x1;
  }

  path.length = 0;
  for (const stroke of glyph.strokes) {
    let last = 0;
    stroke.forEach((piece, part) => {
      if (part > 0) {
        xs[0] = xs[last]!;
        ys[0] = ys[last]!;
      }
      const from = part > 0 ? 1 : 0;
      piece.forEach((point, k) => place(point, from + k));
      last = from + piece.length - 1;
      addSpline(path, xs, ys, last + 1, part === 0);
    });
  }
  press(path, factors.thickness / 2, stream);
  fit(path);
}
