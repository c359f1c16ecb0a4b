// A digit that the reader drew: as the network gets it, its copy, where its code lands, and the test digits nearest to it.
import { select } from 'd3';
import { PIXELS } from '../model/spec.ts';
import { codeField, type FieldData } from './code-field.ts';
import { digitPanel } from './digit-panel.ts';
import type { FigureOptions, Mount } from './figure.ts';
import { nearest, type Point } from './plane.ts';
import { codeText } from './reading.ts';
import { planeSize } from './sizes.ts';

export interface DrawnDigitOptions {
  readonly pixelRatio?: number | undefined;
}

export interface DrawnDigitData extends FieldData {
  /** What the encoder gets, `[784]`; undefined before anything is drawn. */
  readonly image?: Float32Array | undefined;
  readonly reconstruction?: Float32Array | undefined;
  /** Its code on the plane. */
  readonly point?: Point | undefined;
  /** The watch digits that `nearestDigits` names, `[5, 784]`, where they are in this build. */
  readonly neighbours?: Float32Array | undefined;
}

/** Neighbours shown. */
const COUNT = 5;

/** The watch digits whose codes lie nearest to a point, nearest first. */
export const nearestDigits = (codes: Float32Array, point: Point): number[] => nearest(codes, point, COUNT);

export const mountDrawnDigit: Mount<DrawnDigitOptions, DrawnDigitData> = (host, options: DrawnDigitOptions & FigureOptions) => {
  const root = select(host).append('div').attr('class', 'codes');
  const grid = root.append('div').attr('class', 'codes-grid');
  const field = codeField(grid.node()!, { ...planeSize(options.width, 0.7), pixelRatio: options.pixelRatio, faint: true }, follow);
  const side = grid.append('div').attr('class', 'codes-side').append('div').attr('class', 'codes-panels').node()!;
  const input = digitPanel(side, { label: 'what the encoder gets', missing: 'draw a digit' });
  const output = digitPanel(side, { label: 'its copy', missing: '' });
  const row = root.append('div').attr('class', 'drawn-near').node()!;
  const panels = Array.from({ length: COUNT }, (_, k) => digitPanel(row, { label: k === 0 ? 'nearest' : `${k + 1}.`, missing: '' }));
  const mark = field.overlay.append('path').attr('class', 'picked').attr('d', 'M-10 0H10M0 -10V10').attr('display', 'none');
  let point: Point | undefined;

  function follow(): void {
    mark.attr('display', point ? null : 'none');
    if (point) mark.attr('transform', `translate(${field.x(point[0]).toFixed(1)} ${field.y(point[1]).toFixed(1)})`);
  }

  return {
    update(data) {
      point = data.point;
      field.show(data);
      follow();
      input.show(data.image);
      output.show(data.reconstruction, data.point ? codeText(data.point) : '');
      const near = data.point ? nearestDigits(data.codes, data.point) : [];
      panels.forEach((panel, k) => {
        const index = near[k];
        const image = index === undefined ? undefined : data.neighbours?.subarray(k * PIXELS, (k + 1) * PIXELS);
        panel.show(image && image.length > 0 ? image : undefined, index === undefined ? '' : `a ${data.labels[index]}`);
      });
    },
  };
};
