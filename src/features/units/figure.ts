// What units see: first-layer weights as images, one unit's activation over the latent plane, and the digits that excite it most.
import { select } from 'd3';
import { PIXELS, type ModelSpec } from '../../model/spec.ts';
import { codeField, type FieldData } from '../../kit/draw/code-field.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { mapKey, mapLayer } from '../../kit/draw/map-layer.ts';
import { nearestMark } from '../../kit/draw/nearest-mark.ts';
import { rampGradient } from '../../kit/draw/palette.ts';
import { arrow, neighbourTowards, type PlaneWindow } from '../../kit/draw/plane.ts';
import { decimals } from '../../kit/words.ts';
import { planeSize } from '../../kit/draw/sizes.ts';
import { unitSheet, type UnitSheetData } from './unit-sheet.ts';
import { activationScale, layerName, roundBound } from './words.ts';

/** Cells a side of the map. */
export const CELLS = 40;
/** Units on one page of the sheet. */
export const PAGE = 24;

export interface UnitsOptions {
  readonly pixelRatio?: number | undefined;
  /** The reader chooses a unit of the first layer. */
  readonly onUnit?: ((unit: number) => void) | undefined;
  /** The reader picks a test digit. */
  readonly onPick?: ((index: number) => void) | undefined;
}

export interface UnitsData extends Pick<FieldData, 'codes' | 'labels'> {
  readonly spec: ModelSpec;
  readonly window: PlaneWindow;
  readonly picked: number;
  readonly sheet: Omit<UnitSheetData, 'chosen'>;
  readonly layer: number;
  readonly unit: number;
  /** The unit on each test digit `[n]`. */
  readonly digits: Float32Array;
  /** The unit over `gridCodes(window, CELLS)`, for the decoder's. */
  readonly plane?: Float32Array | undefined;
  /** The digits that excite it most, and their images `[9, 784]`. */
  readonly top: readonly number[];
  readonly images: Float32Array;
}

export const mountUnits: Mount<UnitsOptions, UnitsData> = (host, options: UnitsOptions & FigureOptions) => {
  const { onUnit, onPick } = options;
  const root = select(host).append('div').attr('class', 'codes units-view');
  const sheet = unitSheet(root.node()!, onUnit);
  const sheetKey = root.append('p').attr('class', 'legend');
  const key = mapKey(root.node()!);
  const grid = root.append('div').attr('class', 'codes-grid');
  let data: UnitsData | undefined;
  const field = codeField(
    grid.node()!,
    { ...planeSize(options.width), pixelRatio: options.pixelRatio, halo: true, choose: () => data!.window },
    follow,
  );
  const map = mapLayer(field);
  const ring = field.overlay.append('circle').attr('class', 'picked').attr('r', 9);
  const side = grid.append('div').attr('class', 'codes-side');
  side.append('div').attr('class', 'digit-panel-label').text('the nine test digits that excite it most');
  const nine = side.append('div').attr('class', 'nine');

  function follow(): void {
    if (!data) return;
    const [x, y] = field.placeOf(data.picked);
    if (Number.isFinite(x + y)) ring.attr('cx', x.toFixed(1)).attr('cy', y.toFixed(1));
  }

  function drawNine({ top, images, digits, labels, picked }: UnitsData): void {
    const cells = nine
      .selectAll<HTMLElement, number>('.one')
      .data([...top])
      .join((enter) => {
        const cell = enter.append<HTMLElement>(onPick ? 'button' : 'div').attr('class', 'one');
        if (onPick) cell.attr('type', 'button');
        cell.each(function () {
          this.append(digitCanvas(host.ownerDocument));
        });
        cell.append('span');
        return cell;
      });
    cells.nodes().forEach((cell, n) => {
      drawDigits(cell.firstElementChild as HTMLCanvasElement, images.subarray(n * PIXELS, (n + 1) * PIXELS));
    });
    cells.select('span').text((index) => decimals(digits[index]!));
    cells.classed('chosen', (index) => index === picked);
    if (!onPick) return;
    cells
      .attr('aria-label', (index) => `a ${labels[index]}, activation ${decimals(digits[index]!)}`)
      .attr('aria-pressed', (index) => String(index === picked))
      .on('click', (_: MouseEvent, index: number) => onPick(index));
  }

  if (onPick) {
    const { box } = field;
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'latent plane');
    box.setAttribute('aria-label', 'Activation of the unit over the latent plane. Arrow keys go to the next test digit in that direction.');
    box.addEventListener('click', (event) => {
      const index = data && nearestMark(field, data.labels.length, event);
      if (index !== undefined) onPick(index);
    });
    box.addEventListener('keydown', (event) => {
      const direction = arrow(event.key);
      if (!direction || !data) return;
      event.preventDefault();
      onPick(neighbourTowards(data.codes, field.window, data.picked, direction));
    });
  }

  return {
    update(next) {
      data = next;
      const { spec, layer, unit, digits, plane, codes, labels } = next;
      const bound = roundBound([Float32Array.of(next.sheet.scale)]);
      sheet.show({ ...next.sheet, scale: bound, chosen: layer === 1 ? unit : undefined });
      sheetKey.text(`Weights from the 784 pixels: blue \u2212${bound} or less, paper 0, red ${bound} or more. Longest weights first.`);
      const scale = activationScale(spec, layer, plane ? [digits, plane] : [digits]);
      map.show(plane, scale);
      field.show({ codes, labels, values: plane ? undefined : digits.map(scale.at) });
      follow();
      const what = plane ? 'on every point of the plane' : 'on each test digit, at its code';
      key.show(`unit ${unit}, ${layerName(spec, layer)}: activation ${what}`, scale, plane ? undefined : rampGradient(host));
      drawNine(next);
    },
  };
};
