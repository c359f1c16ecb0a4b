// A figure drawn twice, for wide pages and for phones: styles show the one that fits, and what is drawn live takes as much room.
import type { FigureOptions, Mount } from '../kit/draw/figure.ts';
import { still } from './still.ts';

/** Widths in CSS pixels: the text column's, and a phone's page without its margins. */
const WIDE = 648;
const NARROW = 354;

/** Markup of both pictures; see `still`. `wide` is the width on wide pages, by default that of the text. */
export async function pictures<Options, Data>(mount: Mount<Options, Data>, options: Options, data: Data, wide = WIDE): Promise<string> {
  const draw = (width: number) => still(mount, { ...options, width } as Options & FigureOptions, data);
  return `<div class="picture-wide">${await draw(wide)}</div><div class="picture-narrow">${await draw(NARROW)}</div>`;
}
