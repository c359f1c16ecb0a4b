// Where the decoder is guessing: a map under the codes, and a point to ask what it draws there.
import { select } from 'd3';
import { codeField, type FieldData } from '../../kit/draw/code-field.ts';
import { digitPanel } from '../../kit/draw/digit-panel.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { GAPS, mapKey, mapLayer } from '../../kit/draw/map-layer.ts';
import { pictureCorner } from '../../kit/draw/picture-corner.ts';
import { planeHandle } from '../../kit/draw/plane-handle.ts';
import type { PlaneWindow, Point } from '../../kit/draw/plane.ts';
import { codeText, decimals } from '../../kit/words.ts';
import { planeRoom } from '../../kit/draw/sizes.ts';

/** Cells a side of the map. */
export const CELLS = 40;

export type Measure = 'distance' | 'error';

export interface SupportMapOptions {
  readonly pixelRatio?: number | undefined;
  /** Called as the reader moves the point. */
  readonly onMove?: ((point: Point) => void) | undefined;
}

export interface SupportMapData extends FieldData {
  readonly window: PlaneWindow;
  readonly measure: Measure;
  /** `[CELLS * CELLS]`, in gaps, over `gridCodes(window, CELLS)`; undefined while they are not known. */
  readonly map: Float32Array | undefined;
  /** Length of a gap: what the key's numbers are multiples of. */
  readonly gap: number;
  readonly point: Point;
  /** What the decoder makes of `point`, `[784]`. */
  readonly image?: Float32Array | undefined;
}

const NAMES: Readonly<Record<Measure, string>> = {
  distance: 'distance to the nearest code, in gaps',
  error: 'distance between a point and its picture\u2019s code, in gaps',
};

/** A distance in gaps, to two digits. */
export function gapsText(gaps: number): string {
  const text = decimals(gaps, gaps < 0.95 ? 2 : gaps < 9.5 ? 1 : 0);
  return `${text} ${text === '1.0' ? 'gap' : 'gaps'}`;
}

/** The two measures at a point, in a sentence; the error where it is known. */
export function supportText(distance: number, error: number | undefined, gap: number): string {
  const near = `The nearest test code is ${gapsText(distance / gap)} away`;
  return error === undefined
    ? `${near}.`
    : `${near}; decoded and encoded again, the point comes back ${gapsText(error / gap)} from where it was.`;
}

export const mountSupportMap: Mount<SupportMapOptions, SupportMapData> = (host, options: SupportMapOptions & FigureOptions) => {
  const root = select(host).append('div').attr('class', 'codes picture-in-corner support-map');
  const key = mapKey(root.node()!);
  const grid = root.append('div').attr('class', 'codes-grid');
  const size = planeRoom(options);
  let data: SupportMapData | undefined;
  const field = codeField(grid.node()!, { ...size, pixelRatio: options.pixelRatio, halo: true, choose: () => data!.window }, follow);
  const map = mapLayer(field);
  const side = grid.append('div').attr('class', 'codes-side');
  const panel = digitPanel(side.append('div').attr('class', 'codes-panels').node()!, { label: 'decoder(z)' });
  const keepCorner = pictureCorner(side, field);
  const handle = planeHandle(field, size, options.onMove);

  function follow(): void {
    if (!data) return;
    handle.place(data.point);
    keepCorner(data.point, data.codes);
  }

  return {
    update(next) {
      data = next;
      map.show(next.map, GAPS);
      field.show(next);
      follow();
      key.show(`${NAMES[next.measure]} (1 gap = ${decimals(next.gap, 3)})`, GAPS);
      panel.show(next.image, codeText(next.point));
    },
  };
};
