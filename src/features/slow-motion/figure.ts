// One training step on the network diagram: the parts at work marked, with their numbers, and four digits of the batch under it.
import { select } from 'd3';
import type { ModelSpec } from '../../model/spec.ts';
import type { StepReport } from '../../model/step-report.ts';
import type { FigureOptions, Mount } from '../../kit/draw/figure.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { mountNetworkDiagram, type Work } from '../network-diagram/figure.ts';
import { layerNotes } from './words.ts';

export interface SlowMotionData {
  readonly spec: ModelSpec;
  readonly report: StepReport;
  /** 0 to 4: draw a batch, forward, error, backward, update. */
  readonly stage: number;
}

/** Digits of the batch that are shown. */
const SHOWN = 4;
/** Lines of digits, and the stage at which each is known. */
const LINES = [
  ['digit', 0],
  ['copy', 1],
  ['copy minus digit', 2],
] as const;

function workOf({ spec, report, stage }: SlowMotionData): Work {
  const all = report.layers.map((_, k) => k);
  const ends = [0, spec.units.length - 1];
  const noted = report.layers.map((layer) => layerNotes(stage, layer));
  return {
    layers: stage === 0 || stage === 2 ? [] : all,
    units: stage === 0 ? [0] : stage === 2 ? ends : [],
    sign: stage === 1 ? 'forward' : stage === 3 ? 'backward' : 'change',
    notes: noted.flatMap((note) => (note ? [note] : [])),
  };
}

export const mountSlowMotion: Mount<object, SlowMotionData> = (host, { width }: FigureOptions) => {
  const document = host.ownerDocument;
  const root = select(host).append('div').attr('class', 'slow');
  const diagram = mountNetworkDiagram(root.append('div').node()!, { width });
  const lines = root.append('div').attr('class', 'slow-lines');
  const rows = LINES.map(([name]) => {
    const label = lines.append('span').text(name);
    const canvas = digitCanvas(document, SHOWN, 1);
    const frame = lines.append('div');
    frame.node()!.append(canvas);
    return { canvas, parts: [label, frame] };
  });

  return {
    update(data) {
      const { spec, report, stage } = data;
      diagram.update({ spec, picked: null, work: workOf(data) });
      const { images, reconstructions: copies } = report;
      const values = [images, copies, copies.map((value, k) => value - images[k]!)];
      rows.forEach(({ canvas, parts }, line) => {
        const known = stage >= LINES[line]![1];
        // A line that is not known yet keeps its place, but shows no empty frame.
        for (const part of parts) part.attr('class', known ? null : 'unknown');
        drawDigits(canvas, known ? values[line]! : new Float32Array(), SHOWN, line === 2 ? 'difference' : 'ink');
      });
    },
  };
};
