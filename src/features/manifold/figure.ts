// The manifold: what the decoder makes of every point of a grid over the plane, with the axes of the plane.
import { select } from 'd3';
import { PIXELS, SIDE } from '../../model/spec.ts';
import { codeField, type FieldData } from '../../kit/draw/code-field.ts';
import { digitPanel } from '../../kit/draw/digit-panel.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { arrow, cellCentre, cellFor, cellOf, sameWindow, type PlaneWindow, type Point } from '../../kit/draw/plane.ts';
import { codeText } from '../../kit/words.ts';
import { brushOn, regionPlane, type RegionData, type RegionPlane } from './region.ts';
import { pinnedSize, planeRoom, sideSize } from '../../kit/draw/sizes.ts';

export interface ManifoldOptions {
  readonly pixelRatio?: number | undefined;
  /** The reader points at, or steps to, a cell: its centre. */
  readonly onPick?: ((point: Point) => void) | undefined;
  /** The reader chooses a rectangle of the plane. A region in the data without it is a picture. */
  readonly onRegion?: ((region: PlaneWindow) => void) | undefined;
  /** Pinned in the column of a stage: the cell's digit stays beside the map. */
  readonly pinned?: boolean | undefined;
}

export interface ManifoldData {
  /** Cells a side. */
  readonly n: number;
  readonly window: PlaneWindow;
  /** Decoded `gridCodes(window, n)`: `[n * n, 784]`. */
  readonly images: Float32Array;
  readonly colouring: 'ink' | 'jet';
  /** Codes to lay over the grid; null for none. */
  readonly overlay: FieldData | null;
  /** The point whose cell is marked and shown large. */
  readonly point: Point;
  /** The plane on which a region can be chosen, beside the grid; its rectangle is the grid's window. */
  readonly region?: Omit<RegionData, 'region'> | undefined;
}

/** Room for the cell's digit beside a map in the column of a stage (features/stage/style.css). */
const BESIDE = 88;

const NO_CODES: FieldData = { codes: new Float32Array(2), labels: new Uint8Array(1), bare: true };

/** Lays white under the ink, which the stylesheet takes for paper: a sheet without alpha is a tenth of the size as a picture. */
function putOnWhite(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = 'source-over';
}

const RATIO = 0.92;

/** As `planeRoom`, but of digits as high as they are wide. */
function gridRoom({ width, height }: FigureOptions) {
  return planeRoom(
    height === undefined
      ? { width }
      : { width: Math.min(width, Math.round(height / RATIO)), height: Math.min(height, Math.round(width * RATIO)) },
    RATIO,
  );
}

export const mountManifold: Mount<ManifoldOptions, ManifoldData> = (host, options: ManifoldOptions & FigureOptions) => {
  const { onPick, onRegion } = options;
  const grid = select(host).append('div').attr('class', 'codes').append('div').attr('class', 'codes-grid');
  let data: ManifoldData | undefined;
  const field = codeField(
    grid.node()!,
    {
      ...(options.pinned ? pinnedSize(options.width, RATIO, BESIDE) : gridRoom(options)),
      pixelRatio: options.pixelRatio,
      choose: (current) => (current && sameWindow(current, data!.window) ? current : data!.window),
    },
    follow,
  );
  const side = grid.append('div').attr('class', 'codes-side');
  const panel = digitPanel(side.append('div').attr('class', 'codes-panels').node()!, { label: 'this cell' });
  let regions: RegionPlane | undefined;
  const mark = field.overlay.append('rect').attr('class', 'picked');
  const document = host.ownerDocument;
  let sheet: HTMLCanvasElement | undefined;
  let drawn: { readonly images: Float32Array; readonly colouring: string } | undefined;

  /** The cell of the reader's point. */
  const cell = () => cellFor(data!.window, data!.n, data!.point);
  const centre = (row: number, column: number) => cellCentre(data!.window, data!.n, row, column);

  function follow(): void {
    if (!data) return;
    const [left, right] = field.x.range() as [number, number];
    const [bottom, top] = field.y.range() as [number, number];
    const { row, column } = cell();
    const [width, height] = [(right - left) / data.n, (bottom - top) / data.n];
    mark
      .attr('x', left + column * width)
      .attr('y', top + row * height)
      .attr('width', width)
      .attr('height', height);
  }

  /** A sheet of n x n digits in the place of the marks, under them. */
  function sheetOf(n: number): HTMLCanvasElement {
    if (sheet?.width === n * SIDE) return sheet;
    sheet?.remove();
    sheet = digitCanvas(document, n, n);
    sheet.setAttribute('style', field.canvas.getAttribute('style') ?? '');
    field.canvas.before(sheet);
    return sheet;
  }

  if (onPick) {
    const { box } = field;
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'grid of decoded digits');
    box.setAttribute('aria-label', 'Decoded digits over the latent plane. Arrow keys go from cell to cell.');
    box.addEventListener('click', (event) => {
      const at = data && cellOf(data.window, data.n, field.pointAt(event));
      if (at) onPick(centre(at.row, at.column));
    });
    box.addEventListener('keydown', (event) => {
      const direction = arrow(event.key);
      if (!direction || !data) return;
      event.preventDefault();
      const within = (value: number) => Math.min(data!.n - 1, Math.max(0, value));
      const { row, column } = cell();
      onPick(centre(within(row - direction[1]), within(column + direction[0])));
    });
  }

  if (onRegion) {
    const brush = field.overlay.append('rect').attr('class', 'picked brush').attr('display', 'none');
    brushOn(field, {
      window: () => data?.region && data.window,
      drawing: () => data?.region?.drawing ?? false,
      drawn(region) {
        brush.attr('display', region ? null : 'none');
        if (!region) return;
        const [left, top] = [field.x(region.x[0]), field.y(region.y[1])];
        brush
          .attr('x', left)
          .attr('y', top)
          .attr('width', field.x(region.x[1]) - left)
          .attr('height', field.y(region.y[0]) - top);
      },
      chosen: onRegion,
    });
  }

  return {
    update(next) {
      data = next;
      field.box.classList.toggle('drawing', next.region?.drawing ?? false);
      const canvas = sheetOf(next.n);
      // The sheet is drawn when its digits are new, not each time the reader's point moves over it.
      if (drawn?.images !== next.images || drawn.colouring !== next.colouring) {
        drawn = next;
        drawDigits(canvas, next.images, next.n, next.colouring);
        canvas.setAttribute('class', `${canvas.getAttribute('class')} sheet`);
        putOnWhite(canvas);
      }
      field.show(next.overlay ?? NO_CODES);
      follow();
      const { row, column, centre: shown } = cell();
      const at = (row * next.n + column) * PIXELS;
      panel.show(next.images.subarray(at, at + PIXELS), codeText(shown), next.colouring);
      if (!next.region) return;
      regions ??= regionPlane(side.node()!, {
        ...sideSize(options.width),
        pixelRatio: options.pixelRatio,
        onChoose: onRegion,
      });
      regions.show({ ...next.region, region: next.window });
    },
  };
};
