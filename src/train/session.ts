// One run in the worker: opened or configured once, then trained, paused and asked until it is closed.
import { parameterCount, type RunConfig } from '../model/spec.ts';
import { initialParameters } from '../model/init.ts';
import { intensities } from '../model/forward.ts';
import { loadWatched, watchLabels } from '../data/source.ts';
import type { Command, Wish } from './protocol.ts';
import { createQuestions, type OwnEvent } from './questions.ts';
import { createLoop, type Loop } from './loop.ts';
import type { Recording } from './recording.ts';
import type { Shared } from './shared.ts';
import { pcaView, stillView, type View } from './view.ts';

export interface Session {
  handle(command: Command): void;
  pause(): void;
  close(): void;
}

type Post = (event: OwnEvent, transfer?: Transferable[]) => void;

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A session about `begun`: a recording's name, or a config to train. */
export function createSession(begun: { readonly name: string } | { readonly config: RunConfig }, shared: Shared, send: Post): Session {
  let closed = false;
  const post: Post = (event, transfer) => {
    if (!closed) send(event, transfer);
  };
  let loop: Loop | undefined;
  /** Set before the first step. */
  let learningRate: number | undefined;
  let recording: Promise<Recording> | undefined;

  async function configOf(): Promise<RunConfig> {
    return 'config' in begun ? begun.config : (await recording!).record.config;
  }

  let images: Promise<Float32Array> | undefined;
  /** The watch digits' images; forgotten when they fail to come, so that the next question tries again. */
  function watched(): Promise<Float32Array> {
    images ??= configOf()
      .then(async ({ data, digits }) => loadWatched(await shared.source(data), digits))
      .then(intensities);
    images.catch(() => (images = undefined));
    return images;
  }

  let untrained: View | undefined;
  let exact: Promise<View> | undefined;
  const questions = createQuestions(
    {
      async viewOf(which) {
        if (which === 'pca') return (exact ??= exactView());
        if (loop?.view) return loop.view;
        if (recording) return (await recording).network;
        const { spec, train, seed } = await configOf();
        return (untrained ??= stillView(spec, initialParameters(spec, train, seed), watched));
      },
      stepOf: (which) => (which === 'pca' ? 0 : (loop?.step ?? 0)),
      // A recording of MNIST may be shown on a site without MNIST: its codes are there, its images are not.
      watched: () => watched().catch((error: unknown) => (recording ? undefined : Promise.reject(error as Error))),
    },
    post,
  );

  async function exactView(): Promise<View> {
    const { data, digits } = await configOf();
    const known = recording ? await recording : await shared.recordingOf(data, digits);
    if (known) return known.pca;
    const { pca } = await shared.exactPca(data, digits);
    return pcaView(pca, watched);
  }

  async function begin(): Promise<void> {
    try {
      if ('name' in begun) {
        recording = shared.recording(begun.name);
        const { record } = await recording;
        post({ type: 'opened', config: record.config, record, labels: Uint8Array.from(record.labels) });
        post({ type: 'baselines', baselines: record.baselines });
        return;
      }
      const { spec, digits } = begun.config;
      if (parameterCount(spec) > 20e6) throw new Error('The network is too large to train in a browser.');
      post({ type: 'opened', config: begun.config, labels: watchLabels(digits) });
    } catch (error) {
      post({ type: 'failed', message: sentence(error), retry: 'open' });
    }
  }

  function train(wish: Wish, once: boolean): void {
    if (!('config' in begun)) return;
    loop ??= createLoop(begun.config, { shared, post, watched, wish, learningRate, answerAll: questions.answerAll });
    loop.start(once);
  }

  void begin();
  return {
    handle(command) {
      switch (command.type) {
        case 'train':
          return train(command, false);
        case 'step':
          return train(command, true);
        case 'pause':
          return loop?.pause();
        case 'learningRate':
          learningRate = command.value;
          return loop?.setLearningRate(command.value);
        case 'restore':
          return loop?.restore();
        case 'drawn':
          return loop?.drawn();
        case 'ask':
          void questions.ask(command.key, command.ticket, command.query);
          return;
        case 'open':
        case 'configure':
        case 'close':
          return; // the switchboard's
        default:
          command satisfies never;
      }
    },
    pause: () => loop?.pause(),
    close() {
      closed = true;
      questions.clear();
      loop?.close();
    },
  };
}
