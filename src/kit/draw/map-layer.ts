// A map of numbers under the marks of a plane, in cividis, and the key that says which colour is which number.
import { interpolateCividis, rgb, select } from 'd3';
import type { Field } from './code-field.ts';

/** Numbers to the ramp's 0..1, and the numbers its key names. */
export interface MapScale {
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** Multiples of the gap between neighbours, on a logarithmic scale: bright where codes are, dark far from them. One scale for all maps. */
const [NEAR, FAR] = [0.3, 30];
export const GAPS: MapScale = {
  at: (gaps) => 1 - Math.min(1, Math.max(0, Math.log(gaps / NEAR) / Math.log(FAR / NEAR))),
  ticks: [0.3, 1, 3, 10, 30].map((value) => ({
    value,
    text: value === NEAR ? `\u2264\u2009${value}` : value === FAR ? `${value}\u2009\u2264` : String(value),
  })),
};

const COLOURS = Array.from({ length: 256 }, (_, k) => {
  const { r, g, b } = rgb(interpolateCividis(k / 255));
  return (r | (g << 8) | (b << 16) | (255 << 24)) >>> 0;
});

export interface MapLayer {
  /** Draws values `[n * n]`, laid out as `gridCodes` does, over the whole field; undefined clears it. */
  show(values: Float32Array | undefined, scale: MapScale): void;
}

/** Adds a layer under the marks of `field`. */
export function mapLayer(field: Field): MapLayer {
  const canvas = field.canvas.ownerDocument.createElement('canvas');
  canvas.width = canvas.height = 1;
  canvas.setAttribute('class', 'plane-map');
  canvas.setAttribute('style', field.canvas.getAttribute('style') ?? '');
  field.canvas.before(canvas);
  let drawn: Float32Array | undefined;
  let by: MapScale | undefined;

  return {
    show(values, scale) {
      if (values === drawn && scale === by) return;
      [drawn, by] = [values, scale];
      const n = values ? Math.round(Math.sqrt(values.length)) : 1;
      if (canvas.width !== n) canvas.width = canvas.height = n;
      const context = canvas.getContext('2d');
      if (!context) return;
      const image = context.createImageData(n, n);
      const pixels = new Uint32Array(image.data.buffer);
      values?.forEach((value, i) => {
        if (!Number.isNaN(value)) pixels[i] = COLOURS[Math.round(255 * scale.at(value))]!;
      });
      context.putImageData(image, 0, 0);
    },
  };
}

const GRADIENT = `linear-gradient(to right, ${[0, 0.25, 0.5, 0.75, 1].map(interpolateCividis).join(', ')})`;

export interface MapKey {
  /** `ramp`: another one than the map's, as a CSS gradient. */
  show(name: string, scale: MapScale, ramp?: string): void;
}

/** Adds a key at the end of `host`: a strip of the ramp with numbers under it. */
export function mapKey(host: HTMLElement): MapKey {
  const key = select(host).append('div').attr('class', 'map-key');
  const name = key.append('span').attr('class', 'map-key-name');
  const bar = key.append('div').attr('class', 'map-key-bar');
  const ramp = bar.append('div').attr('class', 'map-key-ramp');
  return {
    show(text, { at, ticks }, gradient = GRADIENT) {
      name.text(text);
      ramp.attr('style', `background: ${gradient}`);
      // Numbers always grow to the right.
      const falls = at(ticks[0]!.value) > at(ticks.at(-1)!.value);
      ramp.classed('turned', falls);
      bar
        .selectAll('span')
        .data(ticks)
        .join('span')
        .attr('style', ({ value }) => `left: ${(100 * (falls ? 1 - at(value) : at(value))).toFixed(1)}%`)
        .text((tick) => tick.text);
    },
  };
}
