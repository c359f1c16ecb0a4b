// The plane to place marks on: where the reader expects each kind of digit, and over it, once it may be seen, where it lies.
import { select, symbol, type Selection } from 'd3';
import { codeField, type FieldData } from '../../kit/draw/code-field.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { digitClass, DIGIT_SYMBOLS } from '../../kit/draw/marks.ts';
import { arrow, centreOf, clampTo, keepWindow, stepTowards, windowAround, type PlaneWindow, type Point } from '../../kit/draw/plane.ts';
import type { Places } from './places.ts';
import { codeText } from '../../kit/words.ts';
import { planeSize, px } from '../../kit/draw/sizes.ts';

export interface PlaceGuessOptions {
  readonly pixelRatio?: number | undefined;
  /** The plane before anything is known. */
  readonly window: PlaneWindow;
  /** The reader puts a digit's mark somewhere. Without it the picture is still. */
  readonly onPlace?: ((digit: number, point: Point) => void) | undefined;
}

export interface PlaceGuessData {
  /** Every digit to place. */
  readonly digits: readonly number[];
  readonly guesses: Places;
  /** Whether marks can be moved. */
  readonly open: boolean;
  /** What came of it; null as long as it is hidden. */
  readonly real: { readonly codes: Float32Array; readonly labels: Uint8Array; readonly centres: Places } | null;
}

const NO_CODES: FieldData = { codes: new Float32Array(2), labels: new Uint8Array(1), bare: true };

/** Codes and the corners of a window together: a window around both never shrinks under the reader's marks. */
function withCorners({ x, y }: PlaneWindow, codes: Float32Array): Float32Array {
  return Float32Array.of(x[0], y[0], x[1], y[1], ...codes);
}

type Group = Selection<SVGGElement, unknown, null, undefined>;
/** A point of the plane in pixels of the field. */
type OnPlane = (point: Point) => readonly [x: number, y: number];

/** Where each kind of digit really lies: its symbol and its name. */
function drawCentres(group: Group, centres: readonly (readonly [digit: number, centre: Point])[], onPlane: OnPlane): void {
  group
    .selectAll('g')
    .data(centres)
    .join((enter) => {
      const mark = enter.append('g');
      mark.append('path');
      mark.append('text').attr('dy', '0.32em').attr('x', 15);
      return mark;
    })
    .attr('class', ([digit]) => `place-centre ${digitClass(digit)}`)
    .attr('transform', ([, centre]) => `translate(${onPlane(centre).map(px).join()})`)
    .each(function ([digit]) {
      const mark = select(this);
      mark.select('path').attr('d', symbol(DIGIT_SYMBOLS[digit]!, 260)());
      mark.select('text').text(`${digit}s`);
    });
}

/** Lines from guesses to centres. */
function drawMisses(group: Group, misses: readonly (readonly [guess: Point, centre: Point])[], onPlane: OnPlane): void {
  group
    .selectAll('line')
    .data(misses)
    .join('line')
    .attr('class', 'reference')
    .each(function ([guess, centre]) {
      const [[x1, y1], [x2, y2]] = [onPlane(guess), onPlane(centre)];
      select(this).attr('x1', px(x1)).attr('y1', px(y1)).attr('x2', px(x2)).attr('y2', px(y2));
    });
}

interface Movable {
  /** Whether it may be moved now. */
  readonly open: () => boolean;
  readonly touched: () => void;
  readonly dragged: (event: PointerEvent) => void;
  /** An arrow key; `far` with Shift. */
  readonly stepped: (direction: readonly [x: number, y: number], far: boolean) => void;
}

/** Lets pointer, finger and arrow keys move a mark. */
function movable(mark: HTMLElement, { open, touched, dragged, stepped }: Movable): void {
  let dragging = false;
  mark.addEventListener('pointerdown', (event) => {
    touched();
    if (event.button !== 0 || !open()) return;
    event.preventDefault();
    mark.focus({ preventScroll: true });
    mark.setPointerCapture(event.pointerId);
    dragging = true;
  });
  mark.addEventListener('pointermove', (event) => {
    if (dragging) dragged(event);
  });
  for (const end of ['pointerup', 'pointercancel'] as const) mark.addEventListener(end, () => (dragging = false));
  // A tap on a mark chooses it; it must not count as a tap on the plane under it.
  mark.addEventListener('click', (event) => event.stopPropagation());
  mark.addEventListener('focus', touched);
  mark.addEventListener('keydown', (event) => {
    const direction = arrow(event.key);
    if (!direction || !open()) return;
    event.preventDefault();
    stepped(direction, event.shiftKey);
  });
}

export const mountPlaceGuess: Mount<PlaceGuessOptions, PlaceGuessData> = (host, options: PlaceGuessOptions & FigureOptions) => {
  const { onPlace, window: empty } = options;
  const size = planeSize(Math.min(options.width, 619), 0.78);
  let data: PlaceGuessData | undefined;
  /** The mark that a tap on the plane moves: the one last touched. */
  let current: number | undefined;
  const field = codeField(
    select(host).append('div').attr('class', 'codes place-guess').node()!,
    {
      ...size,
      pixelRatio: options.pixelRatio,
      faint: true,
      choose: (now, codes) => (data?.real ? keepWindow(now ?? empty, withCorners(empty, codes), windowAround) : empty),
    },
    follow,
  );
  const lines = field.overlay.append('g');
  const centres = field.overlay.append('g');
  const tray = select(field.box).append('div').attr('class', 'place-tray');
  const hint = tray.append('span').attr('class', 'hint');
  const at = (point: Point) => [field.x(point[0]), field.y(point[1])] as const;
  const inSight = (point: Point) => clampTo(field.window, point);

  function follow(): void {
    if (!data) return;
    const { guesses, real } = data;
    field.box.querySelectorAll<HTMLElement>('.place-mark').forEach((mark) => {
      const guess = guesses.get(Number(mark.dataset['digit']));
      mark.classList.toggle('placed', guess !== undefined);
      const [x, y] = guess ? at(inSight(guess)) : [0, 0];
      if (guess) mark.setAttribute('style', `left: ${((100 * x) / size.width).toFixed(3)}%; top: ${((100 * y) / size.height).toFixed(3)}%`);
      else mark.removeAttribute('style');
    });
    const onPlane = (point: Point) => at(inSight(point));
    drawCentres(centres, [...(real?.centres ?? [])], onPlane);
    drawMisses(
      lines,
      [...(real?.centres ?? [])].flatMap(([digit, centre]) => (guesses.has(digit) ? [[guesses.get(digit)!, centre] as const] : [])),
      onPlane,
    );
  }

  const put = (digit: number, point: Point) => onPlace?.(digit, clampTo(field.window, point));

  const listen = (mark: HTMLElement, digit: number) =>
    movable(mark, {
      open: () => data?.open ?? false,
      touched: () => (current = digit),
      dragged: (event) => put(digit, field.pointAt(event)),
      stepped: (direction, far) =>
        put(digit, stepTowards(field.window, data?.guesses.get(digit) ?? centreOf(field.window), direction, far)),
    });

  if (onPlace) {
    field.box.addEventListener('click', (event) => {
      if (!data?.open) return;
      const { digits, guesses } = data;
      const waiting = digits.find((digit) => !guesses.has(digit));
      const digit = current !== undefined && !guesses.has(current) ? current : (waiting ?? current);
      if (digit !== undefined) put(digit, field.pointAt(event));
    });
  }

  /** One mark for each digit; they stay the same elements, so that the one in hand stays in hand. */
  function drawMarks(digits: readonly number[]): void {
    select(field.box)
      .selectAll<HTMLElement, number>('.place-mark')
      .data(digits, (digit) => digit)
      .join((enter) => {
        const mark = enter.append('div').attr('data-digit', (digit) => digit);
        const svg = mark.append('svg').attr('viewBox', '-22 -22 44 44').attr('aria-hidden', 'true');
        svg.append('path').attr('d', (digit) => symbol(DIGIT_SYMBOLS[digit]!, 420)());
        svg
          .append('text')
          .attr('text-anchor', 'middle')
          .attr('dy', '0.35em')
          .text((digit) => digit);
        if (onPlace) mark.each((digit, k, nodes) => listen(nodes[k] as HTMLElement, digit));
        return mark;
      })
      .attr('class', (digit) => `place-mark ${digitClass(digit)} place-slot-${digits.indexOf(digit)}`);
  }

  function describe({ digits, guesses, open }: PlaceGuessData): void {
    if (!onPlace) return;
    for (const mark of field.box.querySelectorAll<HTMLElement>('.place-mark')) {
      const digit = Number(mark.dataset['digit']);
      const guess = guesses.get(digit);
      const where = guess ? `at ${codeText(guess)}` : 'not placed yet';
      const how = open ? ' Arrow keys move it, with Shift in larger steps.' : '';
      mark.tabIndex = 0;
      mark.setAttribute('role', 'application');
      mark.setAttribute('aria-roledescription', 'mark on the plane');
      mark.setAttribute('aria-label', `Where you expect the ${digit}s: ${where}.${how}`);
    }
    field.box.classList.toggle('open', open);
    const waiting = digits.some((digit) => !guesses.has(digit));
    hint.text(!open || !waiting ? '' : 'Drag a mark onto the plane, or tap the plane.');
  }

  return {
    update(next) {
      data = next;
      drawMarks(next.digits);
      describe(next);
      field.show(next.real ? { codes: next.real.codes, labels: next.real.labels } : NO_CODES);
      follow();
    },
  };
};
