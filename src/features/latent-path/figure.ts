// A path between two digits: decoded from the codes along a straight line, over the cross-fade of the two images.
import { line, select } from 'd3';
import { PIXELS } from '../../model/spec.ts';
import { codeField, type FieldData } from '../../kit/draw/code-field.ts';
import { digitPanel } from '../../kit/draw/digit-panel.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { nearestMark } from '../../kit/draw/nearest-mark.ts';
import { arrow, neighbourTowards } from '../../kit/draw/plane.ts';
import { codeAt } from '../../kit/draw/reading.ts';
import { codeText, decimals } from '../../kit/words.ts';
import { planeSize } from '../../kit/draw/sizes.ts';
import { frameStrip } from './frame-strip.ts';

/** Which end of the path a choice sets. */
export type End = 'start' | 'end';

export interface LatentPathOptions {
  readonly pixelRatio?: number | undefined;
  /** The reader taps or steps to a test digit. */
  readonly onChoose?: ((index: number) => void) | undefined;
  /** The reader points at a frame of a strip. */
  readonly onFrame?: ((frame: number) => void) | undefined;
}

export interface LatentPathData extends FieldData {
  /** Indices of the two digits. */
  readonly start: number;
  readonly end: number;
  /** The end that arrow keys and taps on the plane set. */
  readonly choosing: End;
  /** Codes along the path `[n, 2]`, and what they decode to, `[n, 784]`. */
  readonly path: Float32Array;
  readonly decoded: Float32Array;
  /** The cross-fade `[n, 784]` of the two digits. */
  readonly faded: Float32Array;
  /** Codes of the cross-fade's frames `[n, 2]`, once they are known. */
  readonly fadedCodes?: Float32Array | undefined;
  /** The frame shown large. */
  readonly frame: number;
}

export const mountLatentPath: Mount<LatentPathOptions, LatentPathData> = (host, options: LatentPathOptions & FigureOptions) => {
  const { onChoose, onFrame } = options;
  const root = select(host).append('div').attr('class', 'codes latent-path');
  const grid = root.append('div').attr('class', 'codes-grid');
  const field = codeField(grid.node()!, { ...planeSize(options.width, 0.66), pixelRatio: options.pixelRatio, faint: true }, follow);
  const panels = grid.append('div').attr('class', 'codes-side').append('div').attr('class', 'codes-panels').node()!;
  const large = { path: digitPanel(panels, { label: 'path' }), fade: digitPanel(panels, { label: 'cross-fade' }) };
  const strips = {
    path: frameStrip(root.node()!, 'path, decoded: the codes move, the network draws', onFrame),
    fade: frameStrip(root.node()!, 'cross-fade: no network, the pixels move', onFrame),
  };
  const lines = { fade: field.overlay.append('path').attr('class', 'way fade'), path: field.overlay.append('path').attr('class', 'way') };
  const dots = field.overlay.append('g');
  const ends = field.overlay.append('g').attr('class', 'path-ends');
  let data: LatentPathData | undefined;

  function follow(): void {
    if (!data) return;
    const { path, fadedCodes, frame, start, end, choosing } = data;
    const placesOf = (codes: Float32Array) =>
      Array.from({ length: codes.length / 2 }, (_, k): [number, number] => [field.x(codes[2 * k]!), field.y(codes[2 * k + 1]!)]);
    const draw = line<[number, number]>()
      .x(([x]) => x)
      .y(([, y]) => y);
    lines.path.attr('d', draw(placesOf(path)));
    lines.fade.attr('d', fadedCodes ? draw(placesOf(fadedCodes)) : null);
    const all = [
      ...(fadedCodes
        ? placesOf(fadedCodes).map((place, k) => ({ place, name: k === frame ? 'dot fade now' : 'dot fade', r: k === frame ? 6 : 3.5 }))
        : []),
      ...placesOf(path).map((place, k) => ({ place, name: k === frame ? 'dot now' : 'dot', r: k === frame ? 7 : 3.5 })),
    ];
    dots
      .selectAll('circle')
      .data(all)
      .join('circle')
      .attr('class', ({ name }) => name)
      .attr('r', ({ r }) => r)
      .attr('cx', ({ place: [x] }) => x.toFixed(1))
      .attr('cy', ({ place: [, y] }) => y.toFixed(1));
    const both = [
      { name: 'start', index: start },
      { name: 'end', index: end },
    ].map(({ name, index }) => ({ name, place: field.placeOf(index) }));
    ends
      .selectAll('circle')
      .data(both)
      .join('circle')
      .attr('class', ({ name }) => (name === choosing ? 'picked' : 'picked other'))
      .attr('r', 11)
      .attr('cx', ({ place: [x] }) => x.toFixed(1))
      .attr('cy', ({ place: [, y] }) => y.toFixed(1));
    ends
      .selectAll('text')
      .data(both)
      .join('text')
      .attr('text-anchor', 'middle')
      .attr('x', ({ place: [x] }) => x.toFixed(1))
      .attr('y', ({ place: [, y] }) => (y - 16).toFixed(1))
      .text(({ name }) => name);
  }

  if (onChoose) {
    const { box } = field;
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'latent plane with a path');
    box.addEventListener('click', (event) => {
      const index = data && nearestMark(field, data.labels.length, event);
      if (index !== undefined) onChoose(index);
    });
    box.addEventListener('keydown', (event) => {
      const direction = arrow(event.key);
      if (!direction || !data) return;
      event.preventDefault();
      onChoose(neighbourTowards(data.codes, field.window, data[data.choosing], direction));
    });
  }

  return {
    update(next) {
      data = next;
      const { frame, labels } = next;
      field.show(next);
      follow();
      const image = (images: Float32Array) => images.subarray(frame * PIXELS, (frame + 1) * PIXELS);
      const t = `t = ${decimals(frame / (next.path.length / 2 - 1))}`;
      large.path.show(image(next.decoded), `${t}\n${codeText(codeAt(next.path, frame))}`);
      large.fade.show(image(next.faded), `${t}\nof the digits`);
      strips.path.show(next.decoded, frame);
      strips.fade.show(next.faded, frame);
      if (!onChoose) return;
      field.box.setAttribute(
        'aria-label',
        `A path from a ${labels[next.start]} to a ${labels[next.end]}. Arrow keys take another test digit as its ${next.choosing}.`,
      );
    },
  };
};

/** What of the middle frames is told. */
export interface Middle {
  /** Mean value of its pixels. */
  readonly ink: number;
  /** Mean squared error between the frame and its copy through the network. */
  readonly error: number;
  /** Distance, in the plane, between the frame's code and the path's middle. */
  readonly off: number;
}

/** The two middle frames, in words. */
export function middleText(path: Middle, fade: Middle): string {
  return (
    `Half way, the path\u2019s picture has mean ink ${decimals(path.ink, 3)}; encoded, it lands ${decimals(path.off)} from the code it was drawn from, ` +
    `and its copy has error ${decimals(path.error, 4)}. The cross-fade\u2019s has mean ink ${decimals(fade.ink, 3)}; ` +
    `encoded, it lands ${decimals(fade.off)} from that code, and its copy has error ${decimals(fade.error, 4)}.`
  );
}
