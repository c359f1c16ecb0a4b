// Two planes of the same digits side by side, one digit marked in both, and its copies by both networks.
import { select } from 'd3';
import { meanSquaredError } from '../../model/forward.ts';
import type { FieldData } from './code-field.ts';
import { BLANK, digitPanel } from './digit-panel.ts';
import type { FigureOptions, Mount } from './figure.ts';
import { digitKey, pickPlane } from './pick-plane.ts';
import { keepWindow, windowAround, type PlaneWindow } from './plane.ts';
import { decimals } from '../words.ts';
import { pairSize } from './sizes.ts';

export interface TwinsOptions {
  /** Canvas pixels per CSS pixel. */
  readonly pixelRatio?: number | undefined;
  /** The reader picks a test digit in either plane. */
  readonly onPick?: ((index: number) => void) | undefined;
}

export interface Twin extends FieldData {
  /** Whose plane it is. */
  readonly name: string;
  /** Whose copy it is, where that is to be shorter. */
  readonly short?: string;
  /** Its copy of the picked digit, `[784]`. */
  readonly reconstruction?: Float32Array | undefined;
}

export interface TwinsData {
  readonly picked: number;
  /** The picked digit `[784]`, where it is the same in both. */
  readonly image?: Float32Array | undefined;
  readonly sides: readonly [left: Twin, right: Twin];
  /** Both planes show the same window: their codes can be compared. */
  readonly together?: boolean;
}

/** Mean squared errors of both copies of the picked digit; undefined where the digit or its copy is not there. */
export function twinErrors({ image, sides }: TwinsData): readonly (number | undefined)[] {
  return sides.map(({ reconstruction }) => image && reconstruction && meanSquaredError(image, reconstruction));
}

export const mountTwins: Mount<TwinsOptions, TwinsData> = (host, { width, pixelRatio, onPick }: TwinsOptions & FigureOptions) => {
  const root = select(host).append('div').attr('class', 'codes twins');
  const triple = root.append('div').attr('class', 'triple').node()!;
  const input = digitPanel(triple, { label: 'input', missing: 'not the same in both' });
  const names = ['copy on the left', 'copy on the right'];
  const copies = names.map((label) => digitPanel(triple, { label }));
  const legend = root.append('div').attr('class', 'legend');
  const pair = root.append('div').attr('class', 'twins-pair');
  let shared: PlaneWindow | undefined;
  const choose = (current: PlaneWindow | undefined, codes: Float32Array) => shared ?? keepWindow(current, codes, windowAround);
  const places = ['left', 'right'].map((place) => {
    const side = pair.append('div').attr('class', 'twins-side');
    const name = side.append('p').attr('class', 'twins-name');
    const label = `The plane on the ${place}. Arrow keys go to the next digit in that direction.`;
    return { name, plane: pickPlane(side.node()!, { ...pairSize(width), pixelRatio, choose, label, onPick }) };
  });
  const labels = [...triple.querySelectorAll('.digit-panel-label')];

  return {
    update(data) {
      const { picked, sides, image } = data;
      const errors = twinErrors(data);
      shared = data.together ? keepWindow(shared, Float32Array.of(...sides[0].codes, ...sides[1].codes), windowAround) : undefined;
      digitKey(legend, sides[0].labels);
      // Until the worker has answered there is nothing to show, and nothing to say about it.
      input.show(image ?? (sides.some((side) => side.reconstruction) ? undefined : BLANK), `a ${sides[0].labels[picked]}`);
      sides.forEach((side, k) => {
        const error = errors[k];
        labels[k + 1]!.textContent = side.short ?? side.name;
        copies[k]!.show(side.reconstruction, error === undefined ? '' : `error ${decimals(error, 4)}`);
        places[k]!.name.text(side.name);
        places[k]!.plane.show(side, picked);
      });
    },
  };
};
