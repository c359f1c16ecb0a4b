// One run in the worker: opened or configured once, then trained, paused and asked until it is closed.
import { errorMessage } from '../model/error-message.ts';
import { MOST_PARAMETERS } from '../model/run-link.ts';
import { parameterCount, type RunConfig } from '../model/spec.ts';
import { createLoop, type Loop } from './loop.ts';
import { createNetworks, type Ghost, type RunSource } from './networks.ts';
import type { Command, Post, ResumePoint } from './protocol.ts';
import { createQuestions } from './questions.ts';
import { trialSetup } from './trainer.ts';
import type { WorkerResources } from './worker-resources.ts';

/** Commands for a run that is there; the others make one or end it. */
export type SessionCommand = Exclude<Command, { readonly type: 'open' | 'configure' | 'close' }>;

export interface Session {
  /** The run before, if it was kept. */
  readonly ghost: Promise<Ghost | undefined>;
  handle(command: SessionCommand): void;
  pause(): void;
  /** The network as it is now, to be kept. The session must be closed afterwards. */
  retire(): Promise<Ghost | undefined>;
  close(): void;
}

export function createSession(source: RunSource, resources: WorkerResources, send: Post): Session {
  let closed = false;
  const post: Post = (event, transfer) => {
    if (!closed) send(event, transfer);
  };
  let loop: Loop | undefined;
  /** Set before the first step. */
  let learningRate: number | undefined;
  /** The checkpoint that questions are about; null for the present. */
  let shownStep: number | null = null;
  let retiring: Promise<unknown> = Promise.resolve();
  const networks = createNetworks(source, resources, () => loop);
  const questions = createQuestions((which, at) => networks.contextOf(which, at ?? shownStep), post);

  function loopOf({ config, resume }: { readonly config: RunConfig; readonly resume?: ResumePoint }): Loop {
    return (loop ??= createLoop(config, {
      resources,
      post,
      watched: networks.watched,
      learningRate: learningRate ?? resume?.learningRate,
      resume,
      // A reader who looks back sees the same network, however long training goes on.
      answerAll: () => (shownStep === null ? questions.answerAll() : Promise.resolve()),
    }));
  }

  async function tellOpened(): Promise<void> {
    if (networks.recording) {
      const { record, checkpoints } = await networks.recording;
      post({ type: 'opened', config: record.config, record, labels: Uint8Array.from(record.labels) });
      post({ type: 'baselines', baselines: record.baselines });
      return post({ type: 'checkpoints', steps: checkpoints });
    }
    const config = await networks.config();
    if (parameterCount(config.spec) > MOST_PARAMETERS) throw new Error('The network is too large to train in a browser.');
    post({ type: 'opened', config, labels: await resources.labels(config.data, config.digits) });
    if ('config' in source && source.resume) post({ type: 'checkpoints', steps: loopOf(source).timeline.steps });
  }

  /** What goes wrong is told when it is asked for. */
  function prepare({ config, ...preference }: Extract<Command, { readonly type: 'prepare' }>): void {
    const engine = resources.engine(trialSetup(config), preference);
    const data = resources.data(config.data, config.digits, () => {});
    void Promise.allSettled([data, engine]).then(() => post({ type: 'prepared' }));
    engine
      .then(({ first, fastest }) => fastest ?? first)
      .then(({ pace }) => pace && post({ type: 'pace', ...pace }))
      .catch(() => {});
  }

  tellOpened().catch((error: unknown) => post({ type: 'failed', message: errorMessage(error), retry: 'open' }));
  return {
    ghost: networks.ghost,
    handle(command) {
      switch (command.type) {
        case 'train':
        case 'step':
        case 'magnify':
          if ('config' in source) loopOf(source).start(command.type, command);
          return;
        case 'prepare':
          return prepare(command);
        case 'pause':
          return loop?.pause();
        case 'learningRate':
          learningRate = command.value;
          return loop?.setLearningRate(command.value);
        case 'restore':
          return loop?.restore();
        case 'drawn':
          return loop?.drawn();
        case 'look':
          shownStep = command.step;
          void questions.answerAll();
          return;
        case 'ask':
          void questions.ask(command.key, command.ticket, command.query);
          return;
        default:
          command satisfies never;
      }
    },
    pause: () => loop?.pause(),
    retire() {
      loop?.pause();
      const kept = networks.freeze().catch(() => undefined);
      retiring = kept;
      return kept;
    },
    close() {
      closed = true;
      questions.clear();
      loop?.pause();
      // The engine must not go before it has given its parameters away.
      void retiring.finally(() => loop?.close());
    },
  };
}
