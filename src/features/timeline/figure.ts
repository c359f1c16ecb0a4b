// A film strip of a run: the same few test digits, copied by the network of each moment, the moment looked at marked.
import { select } from 'd3';
import { PIXELS, SIDE } from '../../model/spec.ts';
import { countText } from '../../kit/words.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { pageIndices } from '../reconstruction/figure.ts';

export interface TimelineOptions {
  /** The reader points at a moment, by its place in `steps`. */
  readonly onPick?: ((moment: number) => void) | undefined;
}

export interface TimelineData {
  /** Steps of the moments, ascending. */
  readonly steps: readonly number[];
  /** What each moment's network makes of the digits, `[digits, 784]`; undefined where it has not been computed yet. */
  readonly frames: readonly (Float32Array | undefined)[];
  /** Labels of the digits. */
  readonly labels: readonly number[];
  /** The digits themselves, `[digits, 784]`; undefined until they have come. */
  readonly images: Float32Array | undefined;
  /** The moment looked at, by its place in `steps`. */
  readonly chosen: number;
}

/** Room for a character of a step's number under its frame, and between two of them, in CSS pixels. */
const [CHARACTER, BETWEEN] = [7.5, 8];
/** Room for the digits beside the strip (features/timeline/style.css has the same numbers, here and below). */
const BESIDE = 56;
/** Side of a frame: as many moments as the notebook's network keeps fit into a line. */
const [SMALLEST, LARGEST, USUAL] = [18, 40, 18];
/** The same in a box that the strip fills: of the moments as many are drawn as keep this size. */
const FILLING = { smallest: 30, names: 26 };
/** How many test digits the strip follows. */
const DIGITS = 4;

/** Which watch digits the strip follows, given the labels of all: not the very first, for MNIST's first 5 is copied as a 6. */
export const stripIndices = (labels: Uint8Array): number[] => pageIndices(labels, 1, DIGITS);

/** The frames of all moments as one sheet, row by row: a row a digit, a column a moment. */
function sheetOf({ frames, labels }: TimelineData): Float32Array {
  const sheet = new Float32Array(labels.length * frames.length * PIXELS);
  frames.forEach((frame, column) => {
    for (let row = 0; frame && row < labels.length; row++)
      sheet.set(frame.subarray(row * PIXELS, (row + 1) * PIXELS), (row * frames.length + column) * PIXELS);
  });
  return sheet;
}

/** Of `count` moments the places of those that stand in a strip with room for `most`, evenly spread, first and last among them. */
export function drawnMoments(count: number, most: number): number[] {
  const columns = Math.max(1, Math.min(count, most));
  return Array.from({ length: columns }, (_, k) => (columns === 1 ? count - 1 : Math.round((k * (count - 1)) / (columns - 1))));
}

/** What is drawn of the data where there is room for `most` moments, the one chosen in the nearest column. */
function drawnOf(data: TimelineData, places: readonly number[]): TimelineData {
  if (places.length === data.steps.length) return data;
  const nearest = places.reduce((best, place, k) => (Math.abs(place - data.chosen) < Math.abs(places[best]! - data.chosen) ? k : best), 0);
  return { ...data, steps: places.map((k) => data.steps[k]!), frames: places.map((k) => data.frames[k]), chosen: nearest };
}

export const mountTimeline: Mount<TimelineOptions, TimelineData> = (host, { width, height, onPick }: TimelineOptions & FigureOptions) => {
  const room = width - BESIDE;
  const most = height === undefined ? Infinity : Math.floor(room / FILLING.smallest);
  /** Side of a frame where so many stand in the strip. */
  const sideOf = (columns: number) => {
    const largest = height === undefined ? Math.max(SMALLEST, Math.min(LARGEST, room / USUAL)) : (height - FILLING.names) / DIGITS;
    return Math.min(largest, room / columns);
  };
  const document = host.ownerDocument;
  const root = select(host).append('div').attr('class', 'film');
  const given = root.append('div').attr('class', 'film-given');
  const strip = root.append('div').attr('class', 'film-strip');
  const mark = strip.append('div').attr('class', 'film-mark');
  const names = root.append('div').attr('class', 'film-steps').attr('aria-hidden', 'true');
  given.append('span').attr('class', 'film-name').text('digit');
  let sheet: HTMLCanvasElement | undefined;
  let digits: HTMLCanvasElement | undefined;
  let count = 0;
  let places: readonly number[] = [];
  let scrubbed: number | undefined;
  let last: TimelineData | undefined;

  /** Whether lists have the same things in them. */
  const same = <Item>(a: readonly Item[] | undefined, b: readonly Item[]) => a?.length === b.length && b.every((item, k) => item === a[k]);

  /** Canvases of the size that the data ask for: the moments of a run in training become more. */
  function resize({ steps, labels }: TimelineData): void {
    if (sheet && digits && count === steps.length && digits.height === labels.length * SIDE) return;
    sheet?.remove();
    digits?.remove();
    count = steps.length;
    sheet = digitCanvas(document, count, labels.length);
    digits = digitCanvas(document, 1, labels.length);
    strip.node()!.prepend(sheet);
    given.node()!.prepend(digits);
  }

  function name({ steps, chosen }: TimelineData): void {
    const texts = steps.map(countText);
    const longest = Math.max(...texts.map(({ length }) => length));
    const every = Math.max(1, Math.ceil((longest * CHARACTER + BETWEEN) / sideOf(steps.length)));
    const shown = texts.map((text, k) => (k === chosen || (k % every === 0 && Math.abs(k - chosen) >= every) ? text : ''));
    names
      .selectAll('span')
      .data(shown)
      .join('span')
      .attr('class', (_, k) => (k === chosen ? 'chosen' : null))
      .text((text) => text);
  }

  /** The moment under the pointer, where a button is held: a drag goes through the run. */
  function scrub(event: PointerEvent): void {
    if (!onPick || !(event.buttons & 1)) return;
    const { left, width: across } = strip.node()!.getBoundingClientRect();
    const moment = places[Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - left) / across) * count)))]!;
    if (event.type === 'pointermove' && moment === scrubbed) return;
    scrubbed = moment;
    onPick(moment);
  }
  strip.on('pointerdown', (event: PointerEvent) => {
    if (height !== undefined) strip.node()!.setPointerCapture(event.pointerId);
    scrub(event);
  });
  strip.on('pointermove', scrub);

  return {
    update(whole) {
      places = drawnMoments(whole.steps.length, most);
      const data = drawnOf(whole, places);
      const { steps, frames, labels, images, chosen } = data;
      // A run in training tells of itself ten times a second, and seldom of a new moment.
      const before = last;
      last = data;
      const known = same(before?.frames, frames) && same(before?.steps, steps) && before?.images === images;
      if (known && before?.chosen === chosen) return;
      resize(data);
      if (!known) drawDigits(sheet!, sheetOf(data), count);
      if (!known && images) drawDigits(digits!, images);
      root.classed('without-images', images === undefined).attr('style', `--moments:${count}`);
      mark.attr('style', `left:${((100 * chosen) / count).toFixed(3)}%;width:${(100 / count).toFixed(3)}%`);
      name(data);
      const seen = frames.filter((frame) => frame !== undefined).length;
      strip
        .attr('role', 'img')
        .attr(
          'aria-label',
          `Copies of ${labels.length} test digits (${labels.join(', ')}) at ${seen} moments of the run, ${countText(steps[0]!)} to ${countText(steps.at(-1)!)} steps.`,
        );
    },
  };
};
