// One run in the worker: opened or configured once, then trained, paused and asked until it is closed.
import { sentence } from '../model/sentence.ts';
import { MOST_PARAMETERS } from '../model/run-link.ts';
import { parameterCount, type ModelSpec, type RunConfig } from '../model/spec.ts';
import { initialParameters } from '../model/init.ts';
import { flattener, type Context } from './answers.ts';
import type { ResumePoint, Command, TrainAction, Which, EnginePreference } from './protocol.ts';
import { createQuestions, type OwnEvent } from './questions.ts';
import { createLoop, type Loop } from './loop.ts';
import type { Recording } from './recording.ts';
import type { WorkerResources } from './worker-resources.ts';
import { pcaView, stillOf, stillView, type View } from './view.ts';

/** A network that is kept after its run: the next run's figures may ask it, too. */
export interface Ghost {
  readonly view: View;
  readonly config: RunConfig;
}

export interface Session {
  /** The run before, if it was kept. */
  readonly ghost: Promise<Ghost | undefined>;
  handle(command: Command): void;
  pause(): void;
  /** The network as it is now, to be kept. The session must be closed afterwards. */
  retire(): Promise<Ghost | undefined>;
  close(): void;
}

export type RunSource =
  { readonly name: string } | { readonly config: RunConfig; readonly ghost: Promise<Ghost | undefined>; readonly resume?: ResumePoint };

type Post = (event: OwnEvent, transfer?: Transferable[]) => void;

/** A session about `source`: a recording's name, or a config to train. */
export function createSession(source: RunSource, resources: WorkerResources, send: Post): Session {
  let closed = false;
  const post: Post = (event, transfer) => {
    if (!closed) send(event, transfer);
  };
  let loop: Loop | undefined;
  /** Set before the first step. */
  let learningRate: number | undefined;
  /** The moment that questions are about; null for now. */
  let looking: number | null = null;
  let retiring: Promise<unknown> = Promise.resolve();
  const recording: Promise<Recording> | undefined = 'name' in source ? resources.recording(source.name) : undefined;
  const ghost = 'config' in source ? source.ghost.catch(() => undefined) : Promise.resolve(undefined);
  const configOf = async (): Promise<RunConfig> => ('config' in source ? source.config : (await recording!).record.config);

  async function watched(): Promise<Float32Array> {
    const { data, digits } = await configOf();
    return resources.watched(data, digits);
  }

  let untrained: View | undefined;
  let exact: Promise<View> | undefined;
  let past: View | undefined;

  async function exactView(): Promise<View> {
    const { data, digits } = await configOf();
    const known = recording ? await recording : await resources.recordingOf(data, digits);
    if (known) return known.pca;
    const { pca } = await resources.exactPca(data, digits);
    return pcaView(pca, watched);
  }

  async function present(): Promise<View> {
    if (recording) return (await recording).at();
    if (loop?.view) return loop.view;
    const { spec, train, seed } = await configOf();
    const kept = 'config' in source ? source.resume?.snapshot : undefined;
    const still = kept ? stillOf(spec, kept.step, kept.parameters) : stillOf(spec, 0, initialParameters(spec, train, seed));
    return (untrained ??= stillView(still, watched));
  }

  async function momentView(step: number): Promise<View> {
    if (recording) return (await recording).at(step);
    if (past?.step === step) return past;
    const parameters = loop?.timeline.at(step);
    if (!parameters) throw new Error(`The network of step ${step} was not kept.`);
    return (past = stillView(stillOf((await configOf()).spec, step, parameters), watched));
  }

  /** The moments kept so far: none of a recording, whose end is all that is known of it. */
  function* pastViews(spec: ModelSpec): Iterable<View> {
    for (const step of loop?.timeline.steps ?? []) yield stillView(stillOf(spec, step, loop!.timeline.at(step)!), watched);
  }

  async function viewOf(which: Which, step: number | null): Promise<View> {
    if (which === 'pca') {
      exact ??= exactView();
      exact.catch(() => (exact = undefined));
      return exact;
    }
    if (which === 'network') return step === null ? present() : momentView(step);
    const kept = await ghost;
    if (!kept) throw new Error('There is no earlier run to compare with.');
    return kept.view;
  }

  const flatten = { network: flattener(), pca: flattener(), ghost: flattener() };
  async function contextOf(which: Which, at?: number): Promise<Omit<Context, 'late'>> {
    const view = await viewOf(which, at ?? looking);
    const kept = which === 'ghost' ? await ghost : undefined;
    return {
      view,
      flat: () => flatten[which](view),
      step: view.step,
      watched: () => (kept ? resources.watched(kept.config.data, kept.config.digits) : watched()),
      labels: async () => {
        const { data, digits } = kept?.config ?? (await configOf());
        return resources.labels(data, digits);
      },
      config: configOf,
      resources,
      pca: () => viewOf('pca', null),
      past: () => (which === 'network' ? pastViews(view.spec) : []),
    };
  }
  const questions = createQuestions(contextOf, post);

  async function begin(): Promise<void> {
    try {
      if (recording) {
        const { record, moments } = await recording;
        post({ type: 'opened', config: record.config, record, labels: Uint8Array.from(record.labels) });
        post({ type: 'baselines', baselines: record.baselines });
        post({ type: 'checkpoints', steps: moments });
        return;
      }
      const config = await configOf();
      if (parameterCount(config.spec) > MOST_PARAMETERS) throw new Error('The network is too large to train in a browser.');
      post({ type: 'opened', config, labels: await resources.labels(config.data, config.digits) });
      if ('config' in source && source.resume) post({ type: 'checkpoints', steps: loopOf(source).timeline.steps });
    } catch (error) {
      post({ type: 'failed', message: sentence(error), retry: 'open' });
    }
  }

  function loopOf({ config, resume }: { readonly config: RunConfig; readonly resume?: ResumePoint }): Loop {
    // Whoever looks back sees the same network, however long training goes on.
    const answerAll = () => (looking === null ? questions.answerAll() : Promise.resolve());
    return (loop ??= createLoop(config, {
      resources,
      post,
      watched,
      learningRate: learningRate ?? resume?.learningRate,
      resume,
      answerAll,
    }));
  }

  function train(preference: EnginePreference, wanted: TrainAction): void {
    if (!('config' in source)) return;
    loopOf(source).start(wanted, preference);
  }

  void begin();
  return {
    ghost,
    handle(command) {
      switch (command.type) {
        case 'train':
        case 'step':
        case 'magnify':
          return train(command, command.type);
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
          looking = command.step;
          void questions.answerAll();
          return;
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
    retire() {
      loop?.pause();
      const keep = async (): Promise<Ghost> => {
        const [view, config] = [await present(), await configOf()];
        if (recording) return { view, config };
        const { step } = view;
        return { view: stillView(stillOf(view.spec, step, await view.parameters()), watched), config };
      };
      const kept = keep().catch(() => undefined);
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
