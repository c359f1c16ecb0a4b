// The controls of a manifold's window: four numbers, a mode in which a finger draws, and the way back to the whole plane.
import type { PlaneWindow } from '../../kit/draw/plane.ts';

export interface RegionControls {
  /** Whether a finger's drag draws. */
  readonly drawing: boolean;
  /** Writes the window into the boxes, but not into the one being typed in. */
  show(window: PlaneWindow, whole: boolean): void;
  /** A rectangle was drawn: the page scrolls again. */
  drawn(): void;
}

export interface RegionWishes {
  /** A rectangle, or undefined for the whole plane. */
  choose(region: PlaneWindow | undefined): void;
  /** The drawing mode began or ended. */
  redraw(): void;
}

/** Farther from 0 no code of a network is. */
const FAR = 1e4;

/** The rectangle in four boxes, or what is wrong with it. */
export function typedRegion(values: readonly number[]): PlaneWindow | string {
  const [x0, x1, y0, y1] = values as [number, number, number, number];
  if (!values.every((value) => Math.abs(value) <= FAR)) return 'Each box takes a number between \u221210,000 and 10,000.';
  // Closer together, single-precision codes are no longer told apart.
  if (x1 - x0 < 1e-3 || y1 - y0 < 1e-3) return '\u201cFrom\u201d must be smaller than \u201cto\u201d.';
  return { x: [x0, x1], y: [y0, y1] };
}

export function regionControls(host: HTMLElement, signal: AbortSignal, wishes: RegionWishes): RegionControls | undefined {
  const controls = host.querySelector<HTMLElement>('[data-region]');
  if (!controls) return undefined;
  const boxes = [...controls.querySelectorAll<HTMLInputElement>('input[type=number]')];
  const draw = controls.querySelector<HTMLButtonElement>('button[name=draw]')!;
  const whole = controls.querySelector<HTMLButtonElement>('button[name=whole]')!;
  const complaint = controls.querySelector<HTMLElement>('[data-complaint]')!;
  let isWhole = true;
  /** One of the two looks pressed: what a drag will do, or else what the map shows. */
  const press = (drawing: boolean) => {
    draw.setAttribute('aria-pressed', String(drawing));
    whole.setAttribute('aria-pressed', String(isWhole && !drawing));
  };
  const drawing = () => draw.getAttribute('aria-pressed') === 'true';
  const mode = (on: boolean) => {
    press(on);
    wishes.redraw();
  };
  for (const box of boxes) {
    box.addEventListener(
      'change',
      () => {
        const region = typedRegion(boxes.map(({ valueAsNumber }) => valueAsNumber));
        complaint.textContent = typeof region === 'string' ? region : '';
        if (typeof region !== 'string') wishes.choose(region);
      },
      { signal },
    );
  }
  draw.addEventListener(
    'click',
    () => {
      mode(!drawing());
      if (drawing()) host.querySelector<HTMLElement>('.region-plane')?.focus();
    },
    { signal },
  );
  whole.addEventListener(
    'click',
    () => {
      press(false);
      wishes.choose(undefined);
    },
    { signal },
  );
  return {
    get drawing() {
      return drawing();
    },
    show({ x, y }, all) {
      [...x, ...y].forEach((value, i) => {
        const box = boxes[i]!;
        if (box !== document.activeElement) box.value = value.toFixed(2);
      });
      isWhole = all;
      press(drawing());
    },
    drawn() {
      complaint.textContent = '';
      if (drawing()) mode(false);
    },
  };
}
