// The latent plane: where each test digit lands, and for the one that is picked its picture, code and reconstruction.
import { select, symbol } from 'd3';
import { codeField, type FieldData } from './code-field.ts';
import { digitPanel } from './digit-panel.ts';
import type { FigureOptions, Mount } from './figure.ts';
import { DIGIT_SYMBOLS, digitClass } from './marks.ts';
import { rampGradient } from './palette.ts';
import { arrow, neighbourTowards } from './plane.ts';
import { codeAt, codeText, digitsOf } from './reading.ts';
import { planeSize } from './sizes.ts';

export interface LatentPlaneOptions {
  /** Canvas pixels per CSS pixel. */
  readonly pixelRatio?: number | undefined;
  /** The reader points at, taps or steps to a test digit. */
  readonly onPick?: ((index: number) => void) | undefined;
  /** What `values` mean, in words for the two ends of the key. */
  readonly key?: { readonly low: string; readonly high: string } | undefined;
}

export interface LatentPlaneData extends FieldData {
  readonly picked: number;
  /** The picked digit `[784]`, where the data are in this build. */
  readonly image?: Float32Array | undefined;
  /** Its reconstruction `[784]`. */
  readonly reconstruction?: Float32Array | undefined;
}

/** How near a pointer must come to a mark, in CSS pixels. */
const REACH = 24;

export const mountLatentPlane: Mount<LatentPlaneOptions, LatentPlaneData> = (host, options: LatentPlaneOptions & FigureOptions) => {
  const { onPick, key } = options;
  const root = select(host).append('div').attr('class', 'codes');
  const legend = root.append('div').attr('class', 'legend');
  const grid = root.append('div').attr('class', 'codes-grid');
  const field = codeField(grid.node()!, { ...planeSize(options.width), pixelRatio: options.pixelRatio }, follow);
  const side = grid.append('div').attr('class', 'codes-side');
  const panels = side.append('div').attr('class', 'codes-panels').node()!;
  const input = digitPanel(panels, { label: 'input', missing: 'not in this build' });
  const output = digitPanel(panels, { label: 'output' });
  const words = side.append('p').attr('class', 'readout');
  const ring = field.overlay.append('circle').attr('class', 'picked').attr('r', 9);
  let data: LatentPlaneData | undefined;

  function follow(): void {
    if (!data || data.codes.length === 0) return;
    const [x, y] = field.placeOf(data.picked);
    if (Number.isFinite(x + y)) ring.attr('cx', x.toFixed(1)).attr('cy', y.toFixed(1));
  }

  function drawLegend(labels: Uint8Array, byValue: boolean): void {
    const entries = legend
      .selectAll('span.entry')
      .data(digitsOf(labels))
      .join((enter) => {
        const entry = enter.append('span').attr('class', 'entry');
        entry.append('svg').attr('viewBox', '-8 -8 16 16').attr('aria-hidden', 'true').append('path');
        entry.append('span');
        return entry;
      });
    entries
      .select('path')
      .attr('d', (digit) => symbol(DIGIT_SYMBOLS[digit]!, 90)())
      .attr('class', (digit) => (byValue ? 'any-digit' : digitClass(digit)));
    entries.select('span').text((digit) => String(digit));
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

  function pickAt(event: MouseEvent): void {
    if (!data) return;
    const [z1, z2] = field.pointAt(event);
    let best = -1;
    let reach = REACH;
    for (let i = 0; i < data.labels.length; i++) {
      const [x, y] = field.placeOf(i);
      const distance = Math.hypot(x - field.x(z1), y - field.y(z2));
      if (distance < reach) [best, reach] = [i, distance];
    }
    if (best >= 0 && best !== data.picked) onPick?.(best);
  }

  if (onPick) {
    const { box } = field;
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'latent plane');
    box.setAttribute('aria-label', 'Test digits by their two numbers. Arrow keys go to the next digit in that direction.');
    box.addEventListener('click', pickAt);
    box.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse') pickAt(event);
    });
    box.addEventListener('keydown', (event) => {
      const direction = arrow(event.key);
      if (!direction || !data) return;
      event.preventDefault();
      const to = neighbourTowards(data.codes, field.window, data.picked, direction);
      if (to !== data.picked) onPick(to);
    });
  }

  return {
    update(next) {
      data = next;
      drawLegend(next.labels, next.values !== undefined);
      field.show(next);
      const code = codeText(codeAt(next.codes, next.picked));
      input.show(next.image, `a ${next.labels[next.picked]}`);
      output.show(next.reconstruction, 'from its code');
      words.text(`code ${code}`);
    },
  };
};
