// The trainer of a run: made when training begins, freed when its engine fails or the run ends.
import type { Autoencoder } from '../model/autoencoder.ts';
import type { Dataset, Loading } from '../data/source.ts';
import { titleOf } from '../model/run-data.ts';
import { isOwn, type RunConfig } from '../model/spec.ts';
import type { Checkpointing } from './checkpointing.ts';
import type { Chosen } from './choose.ts';
import type { EngineSetup } from './engine.ts';
import type { EnginePreference, Post } from './protocol.ts';
import { createTrainer, setupOf, type Trainer } from './trainer.ts';
import { liveAutoencoder } from './live-autoencoder.ts';
import { patiently } from './patience.ts';
import type { WorkerResources } from './worker-resources.ts';

/** Milliseconds from a choice until the engines are timed again, then twice as many, and so on: it takes a few hundred each time. */
const AGAIN = 5_000;
/** A run that ends sooner has little to gain from it. Milliseconds. */
const WORTH_WHILE = 10_000;

export interface TrainerHolder {
  readonly trainer: Trainer | undefined;
  /** What the figures see of the network in training. */
  readonly network: Autoencoder | undefined;
  /** Whether the engine that was chosen last computes on graphics, which may be lost. */
  readonly onGraphics: boolean;
  /**
   * Waits for the data of the first steps and chooses an engine, as preferred; the network in it is at step 0 or at the last good state.
   * Throws a sentence where there are no data or no engine.
   */
  prepare(): Promise<Trainer>;
  /** What engines are chosen by from now on. Where one trains already and another is asked for, `improve` moves to it once it has passed its test. */
  prefer(preference: EnginePreference): void;
  /**
   * Moves the network of `before` to the engine that has turned out to be the fastest, if that is known now and is another; gives what
   * trains on. Has the engines timed again now and then: what was chosen while the machine was busy may be wrong.
   */
  improve(before: Trainer): Promise<Trainer>;
  /** Waits for all data, once, and posts the baselines. */
  awaitAllData(): Promise<void>;
  dispose(): void;
}

interface Parts {
  readonly resources: WorkerResources;
  readonly post: Post;
  readonly watched: () => Promise<Float32Array>;
  readonly checkpointing: Checkpointing;
  /** The learning rate that the reader set, if any. */
  readonly learningRate: () => number | undefined;
}

export function createTrainerHolder(config: RunConfig, { resources, post, watched, checkpointing, learningRate }: Parts): TrainerHolder {
  const { data, digits } = config;
  let trainer: Trainer | undefined;
  let network: Autoencoder | undefined;
  let allData = false;
  /** What was chosen last, and what has turned out to be faster. */
  let current: Chosen | undefined;
  let faster: Chosen | undefined;
  let preferred: EnginePreference = {};
  /** When the engines are to be timed again, and how long after the time before. */
  let again = { at: Infinity, after: AGAIN };

  function load(): Promise<Loading> {
    const what = isOwn(data) ? 'Sorting your images' : `Loading ${titleOf(data)}`;
    return resources.data(data, digits, (fraction) => post({ type: 'loading', what, fraction }));
  }

  async function train(chosen: Chosen, dataset: Dataset, setup: EngineSetup): Promise<Trainer> {
    const made = await createTrainer(config, dataset, patiently(chosen.createEngine), setup);
    const rate = learningRate();
    if (rate !== undefined) made.setLearningRate(rate);
    current = chosen;
    network = liveAutoencoder(config.spec, made.engine, () => made.step, watched);
    return (trainer = made);
  }

  const asksForSame = ({ engine, threads }: EnginePreference) => engine === preferred.engine && threads === preferred.threads;

  function schedule(after: number): void {
    again = { at: performance.now() + after, after };
  }

  /** Has the network move to `found`, unless another choice than `asked` has been made since. */
  function offer(asked: Chosen, found: Chosen): void {
    if (current !== asked) return;
    faster = found;
    report(found);
  }

  /** Times the engines again if it is time to. */
  function timeAgain({ step, spent, origin }: Trainer): void {
    if (!current?.again || performance.now() < again.at) return;
    if ((config.train.steps - step) * spent < WORTH_WHILE * (step - origin.step)) return;
    const asked = current;
    const { after } = again;
    again.at = Infinity; // until that is done
    void asked.again!().then((found) => {
      if (found) offer(asked, found);
      schedule(2 * after);
    });
  }

  function report({ name, why, trials, remember }: Chosen): void {
    post({ type: 'engine', engine: name, why, trials, ...(remember && { remember }) });
  }

  return {
    get trainer() {
      return trainer;
    },
    get network() {
      return network;
    },
    get onGraphics() {
      return current?.onGraphics ?? false;
    },
    async prepare() {
      const preference = preferred;
      const { good } = checkpointing;
      const { dataset, head } = await load();
      await head;
      post({ type: 'loading', what: 'Getting ready', fraction: 0 });
      const setup = setupOf(config, dataset, good);
      const { first, fastest } = await resources.engine(setup, preference);
      current = first;
      faster = undefined;
      schedule(AGAIN);
      post({ type: 'loading', what: 'Getting ready', fraction: 1 });
      report(first);
      fastest?.then(
        (found) => {
          if (!asksForSame(preference)) return;
          offer(first, found);
          schedule(AGAIN);
        },
        () => {},
      );
      return train(first, dataset, setup);
    },
    prefer(preference) {
      const same = asksForSame(preference);
      preferred = preference;
      const before = current;
      if (same || !trainer || !before) return;
      const choose = async () => {
        const { dataset } = await load();
        const { first, fastest } = await resources.engine(setupOf(config, dataset, checkpointing.good), preference);
        const found = await (fastest ?? first);
        if (asksForSame(preference)) offer(before, found);
      };
      // Where none is found, the one that works goes on.
      choose().catch(() => {});
    },
    async improve(before) {
      timeAgain(before);
      const found = faster;
      faster = undefined;
      if (!found) return before;
      if (found.name === current?.name && found.threads === current.threads) {
        current = found;
        return before;
      }
      const { dataset } = await load();
      try {
        const after = await train(found, dataset, setupOf(config, dataset, await before.engine.snapshot()));
        before.engine.dispose();
        return after;
      } catch {
        // It worked when it was timed. The one that works goes on.
        report(current!);
        return before;
      }
    },
    async awaitAllData() {
      if (allData) return;
      const { all } = await load();
      await all;
      allData = true;
      const known = await resources.recordingOf(data, digits);
      post({ type: 'baselines', baselines: known?.record.baselines ?? (await resources.exactPca(data, digits)).baselines });
    },
    dispose() {
      trainer?.engine.dispose();
      trainer = faster = undefined;
      network = undefined;
      allData = false;
    },
  };
}
