// A sheet of first-layer units: their weights as images, on one scale, to choose one from.
import { select } from 'd3';
import { PIXELS } from '../../model/spec.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { arrow } from '../../kit/draw/canvas-under-svg.ts';

export interface UnitSheetData {
  /** Indices of the units shown, their weights `[n, 784]`, and where the scale ends. */
  readonly units: readonly number[];
  readonly images: Float32Array;
  readonly scale: number;
  /** The unit that is chosen, if it is one of this layer. */
  readonly chosen: number | undefined;
}

export interface UnitSheet {
  show(data: UnitSheetData): void;
}

/** Adds a sheet at the end of `host`. Styles say how many units stand in a row. */
export function unitSheet(host: HTMLElement, onChoose: ((unit: number) => void) | undefined): UnitSheet {
  const sheet = select(host)
    .append('div')
    .attr('class', 'unit-sheet')
    .attr('role', onChoose ? 'listbox' : 'img')
    .attr('aria-label', 'Weights of units of the first layer as images: blue below zero, red above');
  /** Drawn again only when the weights are new. */
  let drawn: Float32Array | undefined;

  /** Units in a row, which styles decide. */
  const columns = () => {
    const cells = [...sheet.node()!.children] as HTMLElement[];
    return cells.filter(({ offsetTop }) => offsetTop === cells[0]!.offsetTop).length;
  };

  return {
    show({ units, images, scale, chosen }) {
      const cells = sheet
        .selectAll<HTMLDivElement, number>('div.unit')
        .data(units)
        .join((enter) => {
          const cell = enter.append('div').attr('class', 'unit');
          cell.each(function () {
            this.append(digitCanvas(host.ownerDocument));
          });
          cell.append('span');
          return cell;
        });
      cells.select('span').text((unit) => String(unit));
      if (drawn !== images) {
        drawn = images;
        cells.each(function (_, n) {
          const weights = images.subarray(n * PIXELS, (n + 1) * PIXELS).map((weight) => weight / scale);
          drawDigits(this.firstElementChild as HTMLCanvasElement, weights, 1, 'difference');
        });
      }
      cells.classed('chosen', (unit) => unit === chosen);
      if (!onChoose) return;
      const stop = chosen !== undefined && units.includes(chosen) ? chosen : units[0];
      cells
        .attr('role', 'option')
        .attr('aria-label', (unit) => `unit ${unit}`)
        .attr('aria-selected', (unit) => String(unit === chosen))
        .attr('tabindex', (unit) => (unit === stop ? 0 : -1))
        .on('click', (_: MouseEvent, unit) => onChoose(unit))
        .on('keydown', (event: KeyboardEvent, unit) => {
          const to =
            event.key === 'Enter' || event.key === ' '
              ? units.indexOf(unit)
              : arrow(event.key, units.indexOf(unit), units.length, columns());
          if (to === undefined) return;
          event.preventDefault();
          onChoose(units[to]!);
          cells.nodes()[to]!.focus();
        });
    },
  };
}
