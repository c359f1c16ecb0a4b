// What the run's network makes of the digit on the sheet: its code and copy, its neighbours, and how it errs beside all test digits.
import type { Run } from '../../runs/registry.ts';
import type { Which } from '../../train/protocol.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { neighboursOf, type Judged, type OwnDigitData } from './figure.ts';

/** Milliseconds between two looks at the errors of all test digits, while the network trains: each is 500 digits decoded. */
const CALM = 2_000;

export interface Judge {
  /** What is known now; the codes of the plane come first. */
  readonly known: Omit<OwnDigitData, 'labels' | 'codes'> & { readonly codes: Float32Array | undefined };
  /** Judges an image `[784]` from now on; undefined: none. */
  ask(image: Float32Array | undefined): void;
  /** Calls back now and on every change. */
  listen(listeners: JudgeListeners): void;
}

export interface JudgeListeners {
  /** The digit has a new code. */
  readonly judged: (own: Judged) => void;
  /** Something that is drawn has changed. */
  readonly changed: () => void;
  /** Why the digit cannot be judged, in a sentence; empty where it can. */
  readonly refused: (sentence: string) => void;
}

/** @param host whose questions these are; they are dropped when `signal` aborts */
export function judgeOf(host: HTMLElement, run: Run, which: Which, signal: AbortSignal): Judge {
  const encode = ownQuestion(host, run, 'encode', signal);
  const neighbours = ownQuestion(host, run, 'neighbours', signal);
  const errors = ownQuestion(host, run, 'errors', signal);
  let asked = false;
  let codes: Float32Array | undefined;
  let own: Judged | undefined;
  /** Errors of all test digits, and the step of the network whose errors they are. */
  let all: { readonly errors: Float32Array; readonly step: number } | undefined;

  const askErrors = calmly(() => {
    if (own) errors.ask({ kind: 'errors', which });
  }, signal);
  const askNeighbours = () => {
    if (own && codes) neighbours.ask({ kind: 'reconstruct', which, indices: neighboursOf(codes, own.code) });
  };

  return {
    get known() {
      const near = answerOf(neighbours.$answer.get(), 'reconstruct');
      return { codes, own, errors: all?.errors, neighbours: own && near && { indices: near.indices, images: near.images } };
    },
    ask(image) {
      asked = image !== undefined;
      if (image) return encode.ask({ kind: 'encode', which, images: image });
      own = undefined;
      for (const question of [encode, neighbours, errors]) question.ask(null);
    },

    listen({ judged, changed, refused }) {
      onAny([encode.$answer], signal, () => {
        const found = answerOf(encode.$answer.get(), 'encode');
        if (!found || !asked) return;
        own = { image: found.images, code: [found.codes[0]!, found.codes[1]!], reconstruction: found.reconstructions };
        judged(own);
        askNeighbours();
        if (found.step !== all?.step) askErrors();
        changed();
      });
      onAny([encode.$refusal], signal, () => {
        const sentence = encode.$refusal.get();
        if (sentence !== null) own = undefined;
        refused(sentence ?? '');
        changed();
      });
      onAny([neighbours.$answer], signal, changed);
      onAny([errors.$answer], signal, () => {
        const found = answerOf(errors.$answer.get(), 'errors');
        if (!found) return;
        all = found;
        // It stands no longer: the next look is asked for when there is time.
        errors.ask(null);
        changed();
      });
      followCodes(run, which, signal, (next) => {
        codes = next;
        askNeighbours();
        changed();
      });
      // Errors of the run before say nothing about this one.
      onAny([run.$config], signal, () => (all = undefined));
    },
  };
}

/** Calls `action` at once, but not before CALM has passed since the last call; then once, however often it was wished for. */
function calmly(action: () => void, signal: AbortSignal): () => void {
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  return () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        last = performance.now();
        action();
      },
      Math.max(0, last + CALM - performance.now()),
    );
  };
}
