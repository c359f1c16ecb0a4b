// Codes as marks on a canvas under SVG axes: the ground that the latent plane, the generator and others draw on.
import { axisBottom, axisLeft, scaleLinear, select, type ScaleLinear, type Selection } from 'd3';
import { markPainter } from './mark-painter.ts';
import { keepWindow, windowAround, type PlaneWindow, type Point } from './plane.ts';
import { themeColours } from './palette.ts';
import { TALLEST } from './sizes.ts';
import { trails } from './trails.ts';

const MARGIN = { top: 24, right: 12, bottom: 34, left: 40 };
/** Milliseconds a mark or the window takes to its new place. */
const TRAVEL = 180;

export interface FieldOptions {
  /** Of the whole field with its axes, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** A picture of the build may be shown larger than it was drawn, but not taller than this. */
  readonly tallest?: number;
  /** Canvas pixels per CSS pixel; 1 in pictures made by the build. */
  readonly pixelRatio?: number | undefined;
  /** Pale marks, as background. */
  readonly faint?: boolean;
  /** A rim of paper around each mark, so that it stands out from a map. */
  readonly halo?: boolean;
  /** How a window is chosen for codes; by default around all of them, kept while it fits. */
  readonly choose?: (current: PlaneWindow | undefined, codes: Float32Array) => PlaneWindow;
}

export interface FieldData {
  /** `[n, 2]` */
  readonly codes: Float32Array;
  /** `[n]` */
  readonly labels: Uint8Array;
  /** 0..1 for each code: colours by value in place of by digit. */
  readonly values?: Float32Array | undefined;
  /** Draw no marks, only axes. */
  readonly bare?: boolean;
  /** The codes come from those shown before by training: each mark leaves a trail. */
  readonly trailing?: boolean | undefined;
}

export interface Field {
  readonly box: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Above the marks, in pixels of the field. */
  readonly overlay: Selection<SVGGElement, unknown, null, undefined>;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  /** The window being shown or travelled to. */
  readonly window: PlaneWindow;
  show(data: FieldData): void;
  /** Where the mark of a code is now, in pixels of the field. */
  placeOf(index: number): readonly [x: number, y: number];
  /** The plane's point under a pointer. */
  pointAt(event: MouseEvent): Point;
}

/** Whether things should move at all here: not in the build, not under reduced motion. */
function mayMove(document: Document): boolean {
  const view = document.defaultView;
  return view !== null && 'matchMedia' in view && !view.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The bare plane: a canvas for the marks under SVG axes, at the end of `host`. */
function planeGround(
  host: HTMLElement,
  { width, height, tallest, pixelRatio }: Required<Pick<FieldOptions, 'width' | 'height' | 'tallest'>> & { readonly pixelRatio: number },
) {
  const document = host.ownerDocument;
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const percent = (value: number, of: number) => `${((100 * value) / of).toFixed(3)}%`;

  const box = select(host)
    .append('div')
    .attr('class', 'plane')
    .attr('style', `aspect-ratio: ${width} / ${height}; max-width: ${((tallest * width) / height).toFixed(1)}px`);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(inner.width * pixelRatio);
  canvas.height = Math.round(inner.height * pixelRatio);
  canvas.setAttribute('class', 'plane-marks');
  const place = `left: ${percent(MARGIN.left, width)}; top: ${percent(MARGIN.top, height)}`;
  canvas.setAttribute('style', `${place}; width: ${percent(inner.width, width)}; height: ${percent(inner.height, height)}`);
  box.node()!.append(canvas);
  const svg = box.append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('aria-hidden', 'true');
  const x = scaleLinear().range([MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear().range([height - MARGIN.bottom, MARGIN.top]);
  const below = svg
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0 ${height - MARGIN.bottom})`);
  const left = svg.append('g').attr('class', 'axis').attr('transform', `translate(${MARGIN.left} 0)`);
  const name = (text: string, atX: number, atY: number, anchor: string) =>
    svg.append('text').attr('class', 'axis-name').attr('x', atX).attr('y', atY).attr('text-anchor', anchor).text(text);
  name('z\u2081', width - MARGIN.right, height - 3, 'end');
  name('z\u2082', MARGIN.left, MARGIN.top - 9, 'middle');
  const overlay = svg.append('g');
  let axes = '';

  /** Axes change seldom: they are drawn again only when they did. */
  function drawAxes(): void {
    const domains = `${x.domain().join()} ${y.domain().join()}`;
    if (domains === axes) return;
    axes = domains;
    const ticks = (span: number) => Math.max(3, Math.round(span / 90));
    below.call(axisBottom(x).ticks(ticks(inner.width)).tickSize(4).tickPadding(4));
    left.call(axisLeft(y).ticks(ticks(inner.height)).tickSize(4).tickPadding(4));
  }

  return { box, canvas, overlay, x, y, drawAxes };
}

/**
 * Builds a field at the end of `host`.
 * @param moved called after each drawing, so that what lies above can follow
 */
export function codeField(host: HTMLElement, options: FieldOptions, moved: () => void): Field {
  const { width, height, tallest = TALLEST, pixelRatio = 1, faint = false, halo = false } = options;
  const choose = options.choose ?? ((current, codes) => keepWindow(current, codes, windowAround));
  const document = host.ownerDocument;
  const { box, canvas, overlay, x, y, drawAxes } = planeGround(host, { width, height, tallest, pixelRatio });

  let data: FieldData | undefined;
  let window: PlaneWindow | undefined;
  let shown: Float32Array = new Float32Array(0);
  let ending = 0;
  let travelling = false;
  const painter = markPainter(host, { faint, halo, pixelRatio, width: width - MARGIN.left - MARGIN.right });

  const past = trails(pixelRatio);
  const colours = themeColours(host);

  function draw(): void {
    drawAxes();
    const context = canvas.getContext('2d');
    if (!context || !data) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const place = (codes: Float32Array, i: number) => [x(codes[2 * i]!) - MARGIN.left, y(codes[2 * i + 1]!) - MARGIN.top] as const;
    if (data.trailing) past.paint(context, data.labels, colours.read().digits, place);
    if (!data.bare) painter.paint(context, data, (i) => place(shown, i));
    moved();
  }

  /** Carries marks and window from where they are to where they belong. */
  function travel(target: PlaneWindow, codes: Float32Array): void {
    const view = document.defaultView!;
    const from = { codes: shown, x: x.domain(), y: y.domain() };
    const start = view.performance.now();
    const moving = ++ending;
    travelling = true;
    const tick = (now: number): void => {
      if (moving !== ending) return;
      const t = Math.min(1, Math.max(0, (now - start) / TRAVEL));
      const between = (a: number, b: number) => a + (b - a) * t;
      travelling = t < 1;
      shown = t === 1 ? codes : codes.map((value, i) => between(from.codes[i]!, value));
      x.domain(target.x.map((value, i) => between(from.x[i]!, value)));
      y.domain(target.y.map((value, i) => between(from.y[i]!, value)));
      draw();
      if (t < 1 && box.node()!.isConnected) view.requestAnimationFrame(tick);
    };
    view.requestAnimationFrame(tick);
  }

  /** Whether a reader can see the plane: nothing travels out of sight. */
  function inSight(): boolean {
    const { top, bottom } = box.node()!.getBoundingClientRect();
    return bottom > 0 && top < document.defaultView!.innerHeight;
  }

  return {
    box: box.node()!,
    canvas,
    overlay,
    x,
    y,
    get window() {
      return window ?? { x: [-1, 1], y: [-1, 1] };
    },
    show(next) {
      const last = data;
      data = next;
      past.add(next.trailing ? next.codes : null);
      const target = choose(window, next.codes);
      const still = last?.codes === next.codes && target === window;
      window = target;
      if (still) {
        const same = last.labels === next.labels && last.values === next.values && last.bare === next.bare;
        if (!same || painter.outdated()) return draw();
        return travelling ? undefined : moved();
      }
      if (last?.codes.length === next.codes.length && mayMove(document) && inSight()) return travel(target, next.codes);
      ending++;
      travelling = false;
      shown = next.codes;
      x.domain(target.x);
      y.domain(target.y);
      draw();
    },
    placeOf: (index) => [x(shown[2 * index]!), y(shown[2 * index + 1]!)],
    pointAt(event) {
      const frame = box.node()!.getBoundingClientRect();
      const scale = width / frame.width;
      return [x.invert((event.clientX - frame.left) * scale), y.invert((event.clientY - frame.top) * scale)];
    },
  };
}
