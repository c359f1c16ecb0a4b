// The latent plane: where each test digit lands, and for the one that is picked its picture, code and reconstruction.
import { select } from 'd3';
import type { FieldData } from '../../kit/draw/code-field.ts';
import { BLANK, digitPanel } from '../../kit/draw/digit-panel.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { rampGradient } from '../../kit/draw/palette.ts';
import { digitKey, pickPlane } from '../../kit/draw/pick-plane.ts';
import { codeAt } from '../../kit/draw/reading.ts';
import { codeText } from '../../kit/words.ts';
import { pinnedSize, planeRoom } from '../../kit/draw/sizes.ts';

export interface LatentPlaneOptions {
  /** Canvas pixels per CSS pixel. */
  readonly pixelRatio?: number | undefined;
  /** The reader points at, taps or steps to a test digit. */
  readonly onPick?: ((index: number) => void) | undefined;
  /** What `values` mean, in words for the two ends of the key. */
  readonly key?: { readonly low: string; readonly high: string } | undefined;
  /** Pinned in the column of a stage: the digit stays beside the plane. */
  readonly pinned?: boolean | undefined;
}

/** Room for the two digits beside a plane in the column of a stage (features/stage/style.css). */
const BESIDE = 166;

export interface LatentPlaneData extends FieldData {
  readonly picked: number;
  /** The picked digit `[784]`. */
  readonly image?: Float32Array | undefined;
  /** Its reconstruction `[784]`. */
  readonly reconstruction?: Float32Array | undefined;
}

export const mountLatentPlane: Mount<LatentPlaneOptions, LatentPlaneData> = (host, options: LatentPlaneOptions & FigureOptions) => {
  const { onPick, key } = options;
  const root = select(host).append('div').attr('class', 'codes');
  const legend = root.append('div').attr('class', 'legend');
  const grid = root.append('div').attr('class', 'codes-grid');
  const plane = pickPlane(grid.node()!, {
    ...(options.pinned ? pinnedSize(options.width, 0.78, BESIDE) : planeRoom(options)),
    pixelRatio: options.pixelRatio,
    label: 'Test digits by their two numbers. Arrow keys go to the next digit in that direction.',
    onPick,
  });
  const side = grid.append('div').attr('class', 'codes-side');
  const panels = side.append('div').attr('class', 'codes-panels').node()!;
  const input = digitPanel(panels, { label: 'input' });
  const output = digitPanel(panels, { label: 'output' });
  const words = side.append('p').attr('class', 'readout');

  function drawLegend(labels: Uint8Array, byValue: boolean): void {
    digitKey(legend, labels, !byValue);
    const scale = legend
      .selectAll('span.scale')
      .data(byValue && key ? [key] : [])
      .join((enter) => {
        const entry = enter.append('span').attr('class', 'scale');
        entry.append('span').text(({ low }) => low);
        entry.append('span').attr('class', 'ramp');
        entry.append('span').text(({ high }) => high);
        return entry;
      });
    // Colours are read off the page, which then settles its styles: not in every frame of a run for a key that is not there.
    if (!scale.empty()) scale.select('.ramp').attr('style', `background: ${rampGradient(host)}`);
  }

  return {
    update(next) {
      drawLegend(next.labels, next.values !== undefined);
      plane.show(next, next.picked);
      const code = codeText(codeAt(next.codes, next.picked));
      // Until the worker has answered there is nothing to show, and nothing to say about it.
      input.show(next.image ?? BLANK, `a ${next.labels[next.picked]}`);
      output.show(next.reconstruction, 'from its code');
      words.text(`code ${code}`);
    },
  };
};
