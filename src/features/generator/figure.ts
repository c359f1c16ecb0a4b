// The generator: a handle on the plane of codes, and the digit that the decoder makes of its two numbers.
import { select } from 'd3';
import { codeField, type FieldData } from '../../kit/draw/code-field.ts';
import { digitPanel } from '../../kit/draw/digit-panel.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { pictureCorner } from '../../kit/draw/picture-corner.ts';
import { planeHandle } from '../../kit/draw/plane-handle.ts';
import type { Point } from '../../kit/draw/plane.ts';
import { middlesOf } from '../../kit/draw/reading.ts';
import { codeText } from '../../kit/words.ts';
import { planeRoom, planeSize, px, TALLEST_HERO } from '../../kit/draw/sizes.ts';

export interface GeneratorOptions {
  readonly pixelRatio?: number | undefined;
  /** Called as the reader moves the handle. */
  readonly onMove?: ((point: Point) => void) | undefined;
  /** On the landing page: the digit larger, no words around it. */
  readonly hero?: boolean | undefined;
}

export interface GeneratorData extends FieldData {
  readonly point: Point;
  /** What the decoder makes of `point`, `[784]`; values may leave 0..1. */
  readonly image?: Float32Array | undefined;
}

export const mountGenerator: Mount<GeneratorOptions, GeneratorData> = (host, options: GeneratorOptions & FigureOptions) => {
  const { onMove, hero = false } = options;
  const root = select(host)
    .append('div')
    .attr('class', hero ? 'codes picture-in-corner hero' : 'codes picture-in-corner');
  const grid = root.append('div').attr('class', 'codes-grid');
  const size = hero ? { ...planeSize(options.width, 0.7, hero), tallest: TALLEST_HERO } : planeRoom(options);
  const field = codeField(grid.node()!, { ...size, pixelRatio: options.pixelRatio, faint: true }, follow);
  const side = grid.append('div').attr('class', 'codes-side');
  const panel = digitPanel(side.append('div').attr('class', 'codes-panels').node()!, { label: hero ? 'decoded' : 'decoder(z)' });
  // On the landing page nothing else says which cloud is which.
  const names = field.overlay.append('g').attr('class', 'cluster-names');
  const keepCorner = pictureCorner(side, field);
  const handle = planeHandle(field, size, onMove);
  let data: GeneratorData | undefined;

  function follow(): void {
    if (!data) return;
    handle.place(data.point);
    keepCorner(data.point, data.codes);
    names
      .selectAll('text')
      .data(hero ? middlesOf(data.codes, data.labels) : [])
      .join('text')
      .attr('x', ({ middle }) => px(field.x(middle[0])))
      .attr('y', ({ middle }) => px(field.y(middle[1])))
      .attr('class', ({ digit }) => `digit-${digit}`)
      .text(({ digit }) => digit);
  }

  return {
    update(next) {
      data = next;
      field.show(next);
      follow();
      // Colours for what leaves the range need a key, which stands in the chapters.
      panel.show(hero ? next.image?.map((value) => Math.min(1, Math.max(0, value))) : next.image, codeText(next.point));
    },
  };
};
