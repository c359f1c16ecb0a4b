// A run at a glance: its cost as a small curve with PCA's line, its plane, and a few reconstructions under their digits.
import { line, scaleLinear, scaleLog, select } from 'd3';
import { PIXELS } from '../../model/spec.ts';
import type { Baselines, CostPoint } from '../../model/cost.ts';
import { child } from '../../kit/draw/child.ts';
import { costWindow, curveOf } from '../../kit/draw/cost-curve.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { themeColours } from '../../kit/draw/palette.ts';
import { keepWindow, windowAround, type PlaneWindow } from '../../kit/draw/plane.ts';
import { px } from '../../kit/draw/sizes.ts';

export interface DockOptions {
  /** Canvas pixels per CSS pixel. */
  readonly pixelRatio?: number | undefined;
}

export interface DockData {
  /** Sorted by step. */
  readonly costs: readonly CostPoint[];
  readonly baselines: Baselines | null;
  /** Steps of the whole run. */
  readonly steps: number;
  /** Codes of the watch digits `[n, 2]`; undefined until they have come. */
  readonly codes: Float32Array | undefined;
  /** `[n]` */
  readonly labels: Uint8Array;
  /** A few digits `[k, 784]` and what the network makes of them `[k, 784]`; undefined until they have come. */
  readonly images: Float32Array | undefined;
  readonly reconstructions: Float32Array | undefined;
}

/** How many digits are reconstructed. */
export const DOCK_DIGITS = 4;
/** Of the curve, and of the plane where it is shown largest, in CSS pixels (features/dock/style.css). */
const [WIDE, HIGH, SIDE] = [200, 48, 168];

/** Side of a digit's mark on the plane, in the same pixels. */
const DOT = 4;

/** The curve: cost on a logarithmic scale over all steps of the run. */
function sparkline(host: HTMLElement) {
  const svg = select(host).append('svg').attr('class', 'dock-cost').attr('viewBox', `0 0 ${WIDE} ${HIGH}`);
  const [reference, batch, test] = ['reference pca2', 'line train', 'line test'].map((name) => svg.append('path').attr('class', name));
  const path = line();
  return ({ costs, baselines, steps }: DockData) => {
    const [lowest, highest] = costWindow([costs], baselines);
    const x = scaleLinear([0, Math.max(1, steps)], [1, WIDE - 1]);
    const y = scaleLog([lowest, highest], [HIGH - 2, 2]).clamp(true);
    reference!.attr('d', baselines && `M0,${px(y(baselines.pca2))}H${WIDE}`);
    const number = (cost: number | undefined) => (Number.isNaN(cost) ? undefined : cost);
    batch!.attr('d', path(curveOf(costs, ({ cost }) => number(cost), x, y)));
    test!.attr('d', path(curveOf(costs, ({ testCost }) => number(testCost), x, y)));
  };
}

/** The plane: a dot a digit, in its colour. */
function dots(host: HTMLElement, pixelRatio: number) {
  const canvas = host.ownerDocument.createElement('canvas');
  canvas.setAttribute('class', 'dock-plane');
  canvas.width = canvas.height = Math.round(SIDE * pixelRatio);
  host.append(canvas);
  let window: PlaneWindow | undefined;
  const colours = themeColours(host);
  return {
    outdated: colours.outdated,
    draw({ codes, labels }: DockData) {
      const context = canvas.getContext('2d');
      if (!context) return;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      if (!codes || labels.length * 2 !== codes.length) return;
      window = keepWindow(window, codes, windowAround);
      const [x, y] = [scaleLinear(window.x, [0, SIDE]), scaleLinear(window.y, [SIDE, 0])];
      const { digits } = colours.read();
      context.scale(pixelRatio, pixelRatio);
      for (let i = 0; i < labels.length; i++) {
        context.fillStyle = digits[labels[i]!]!;
        context.fillRect(x(codes[2 * i]!) - DOT / 2, y(codes[2 * i + 1]!) - DOT / 2, DOT, DOT);
      }
    },
  };
}

/** The digits over what the network makes of them. */
function drawSheet(canvas: HTMLCanvasElement, { images, reconstructions }: DockData): void {
  const sheet = new Float32Array(2 * DOCK_DIGITS * PIXELS);
  if (images) sheet.set(images.subarray(0, DOCK_DIGITS * PIXELS));
  if (reconstructions) sheet.set(reconstructions.subarray(0, DOCK_DIGITS * PIXELS), DOCK_DIGITS * PIXELS);
  drawDigits(canvas, sheet, DOCK_DIGITS);
}

export const mountDock: Mount<DockOptions, DockData> = (host, { pixelRatio = 1 }: DockOptions & FigureOptions) => {
  host.replaceChildren();
  const root = child(host, 'div', 'dock-views');
  root.setAttribute('aria-hidden', 'true');
  const drawCost = sparkline(root);
  const plane = dots(root, pixelRatio);
  const digits = digitCanvas(host.ownerDocument, DOCK_DIGITS, 2);
  child(root, 'div', 'dock-digits').append(digits);
  let last: DockData | undefined;
  return {
    update(data) {
      // Costs, codes and images of a step come one after the other: each draws its own view alone.
      const changed = (...names: readonly (keyof DockData)[]) => names.some((name) => data[name] !== last?.[name]);
      if (!last || changed('costs', 'baselines', 'steps')) drawCost(data);
      if (!last || changed('codes', 'labels') || plane.outdated()) plane.draw(data);
      if (!last || changed('images', 'reconstructions')) drawSheet(digits, data);
      last = data;
    },
  };
};
