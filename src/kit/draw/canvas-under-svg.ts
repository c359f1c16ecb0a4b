// A drawing surface: digit canvases under one SVG, in one box that scales as a whole.
import { select, type Selection } from 'd3';

export type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

export interface Plate {
  readonly svg: Svg;
  /** Puts a canvas under the SVG; all four in the plate's own units (CSS pixels at full size). */
  place(canvas: HTMLCanvasElement, x: number, y: number, width: number, height: number): void;
}

/**
 * Replaces what is in `host`. Everything is placed in percent of the box, so that the build's picture, drawn at one width, fits every page.
 * @param name CSS class of the box, beside `plate`
 */
export function plate(host: HTMLElement, name: string, width: number, height: number): Plate {
  host.replaceChildren();
  const box = select(host).append('div').attr('class', `plate ${name}`);
  box.attr('style', `position:relative;max-width:${width}px;aspect-ratio:${width}/${height}`);
  const svg = box
    .append('svg')
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('style', 'position:absolute;inset:0;width:100%;height:100%;overflow:visible');
  const percent = (part: number, whole: number) => `${+((100 * part) / whole).toFixed(3)}%`;
  return {
    svg,
    place(canvas, x, y, w, h) {
      const place = `left:${percent(x, width)};top:${percent(y, height)};width:${percent(w, width)};height:${percent(h, height)}`;
      canvas.setAttribute('style', `position:absolute;${place};image-rendering:pixelated`);
      box.node()!.insertBefore(canvas, svg.node());
    },
  };
}

/** Where an arrow, Home or End key leads in a list of `count` items laid out `columns` to a row; undefined for other keys. */
export function arrow(key: string, at: number, count: number, columns: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  if (step === undefined) return undefined;
  const to = at + step;
  return to >= 0 && to < count ? to : at;
}
