// The frames of a path, asked of the run's network: its two ends, the codes between them decoded, and the cross-fade encoded.
import { straightLine } from '../../model/path.ts';
import { rows } from '../../model/rows.ts';
import { PIXELS } from '../../model/spec.ts';
import type { Run } from '../../runs/registry.ts';
import type { AnswerOf, Which } from '../../train/protocol.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';
import { middleOf } from './words.ts';

export interface Frames {
  /** Indices of the two ends among the watch digits. */
  readonly ends: readonly [start: number, end: number];
  /** Codes along the path `[count, 2]`, and what they decode to, `[count, 784]`. */
  readonly path: Float32Array;
  readonly decoded: Float32Array;
  /** The cross-fade of the two digits, `[count, 784]`. */
  readonly faded: Float32Array;
  /** The cross-fade's frames, then the path's middle one, through the network; undefined until they are answered. */
  readonly encoded: AnswerOf<'encode'> | undefined;
}

export interface FrameQuestions {
  /** Undefined until the path is decoded. */
  readonly now: Frames | undefined;
  /** Asks for a path between two watch digits. */
  ask(start: number, end: number): void;
  /** Calls back on every change. */
  listen(changed: () => void): void;
}

/**
 * @param host whose questions these are; they are dropped when `signal` aborts
 * @param count frames from end to end
 */
export function frameQuestions(host: HTMLElement, run: Run, which: Which, count: number, signal: AbortSignal): FrameQuestions {
  const ends = ownQuestion(host, run, 'ends', signal);
  const decoding = ownQuestion(host, run, 'path', signal);
  const encoding = ownQuestion(host, run, 'frames', signal);
  let faded: Float32Array | undefined;
  const endsNow = () => {
    const answer = answerOf(ends.$answer.get(), 'reconstruct');
    return answer?.indices.length === 2 ? answer : undefined;
  };
  const decodedNow = () => answerOf(decoding.$answer.get(), 'decode');
  /** From the first row of two to the second. */
  const between = (both: Float32Array, width: number) => straightLine(rows(both, width, [0]), rows(both, width, [1]), count);

  return {
    get now() {
      const [found, path] = [endsNow(), decodedNow()];
      if (!found || !path || !faded) return undefined;
      const [start, end] = found.indices as [number, number];
      const both: Frames['ends'] = [start, end];
      return { ends: both, path: path.codes, decoded: path.images, faded, encoded: answerOf(encoding.$answer.get(), 'encode') };
    },
    ask: (start, end) => ends.ask({ kind: 'reconstruct', which, indices: [start, end] }),
    listen(changed) {
      onAny([ends.$answer], signal, () => {
        const found = endsNow();
        if (found) decoding.ask({ kind: 'decode', which, codes: between(found.codes, 2) });
      });
      onAny([decoding.$answer], signal, () => {
        const [found, path] = [endsNow(), decodedNow()];
        if (!found || !path) return;
        faded = between(found.images, PIXELS);
        const images = new Float32Array((count + 1) * PIXELS);
        images.set(faded);
        images.set(rows(path.images, PIXELS, [middleOf(count)]), count * PIXELS);
        encoding.ask({ kind: 'encode', which, images });
        changed();
      });
      onAny([encoding.$answer], signal, changed);
    },
  };
}
