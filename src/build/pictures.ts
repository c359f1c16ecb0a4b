// A figure drawn twice, for wide pages and for phones: styles show the one that fits, and what is drawn live takes as much room.
import type { FigureOptions, Mount } from '../figures/figure.ts';
import { still } from './still.ts';

/** Widths in CSS pixels: the text column's, and a phone's page without its margins. */
const WIDE = 648;
const NARROW = 354;

/** Markup of both pictures; see `still`. */
export async function pictures<Options, Data>(mount: Mount<Options, Data>, options: Options, data: Data): Promise<string> {
  const draw = (width: number) => still(mount, { ...options, width } as Options & FigureOptions, data);
  return `<div class="picture-wide">${await draw(WIDE)}</div><div class="picture-narrow">${await draw(NARROW)}</div>`;
}
