// What all runs of a worker use: data, recordings and engines, each opened once.
import { isOwn, variantOf, type DataName } from '../model/spec.ts';
import { intensities } from '../model/forward.ts';
import { memo } from '../model/memo.ts';
import { DATA_SETS } from '../data/sets/index.ts';
import { loadDataset, loadWatched, testCounts, watchLabels, type DigitSource, type Loading } from '../data/source.ts';
import { exactPca, type ExactPca } from './baselines.ts';
import type { Choice, Chosen, NamedTrial } from './choose.ts';
import { openRecording, type Recording, type RecordingParts } from './recording.ts';
import { BASE, openSource } from './sources.ts';
import { stillChain } from './still.ts';
import type { CreateEngine, EngineSetup } from './engine.ts';
import type { EnginePreference } from './protocol.ts';

export interface WorkerResources {
  source(name: DataName): Promise<DigitSource>;
  /** Loads a selection of digits, once. Calls `onProgress` with the fraction loaded, in 0..1. */
  data(name: DataName, digits: readonly number[], onProgress: (fraction: number) => void): Promise<Loading>;
  /** Images of the watch digits of a selection, `[watched, 784]`: 500, or as many as there are. */
  watched(name: DataName, digits: readonly number[]): Promise<Float32Array>;
  /** Labels of the watch digits of a selection. */
  labels(name: DataName, digits: readonly number[]): Promise<Uint8Array>;
  recording(name: string): Promise<Recording>;
  /** A recording of the same training data, whose PCA and baselines are therefore the same. */
  recordingOf(data: DataName, digits: readonly number[]): Promise<Recording | undefined>;
  exactPca(data: DataName, digits: readonly number[]): Promise<ExactPca>;
  /** The engine for networks like this one. Throws a sentence where none works. */
  engine(setup: EngineSetup, preference: EnginePreference): Promise<Choice>;
  /** Tries and times an engine on a number of threads, until `signal` aborts. Throws a sentence where there is no such engine. */
  tryEngine(name: string, threads: number, setup: EngineSetup, signal: AbortSignal): Promise<NamedTrial>;
  /** Drops the graphics device: the next engine there gets a new one. */
  discardGraphics(): Promise<void>;
}

/** Fetches files of the recorded run `name`. */
function fetchFrom(name: string): RecordingParts['read'] {
  return async (file) => {
    const response = await fetch(`${BASE}runs/${name}/${file}`).catch(() => undefined);
    if (!response?.ok) throw new Error(`The recorded run's ${file} could not be fetched${response ? ` (${response.status})` : ''}.`);
    return response.arrayBuffer();
  };
}

export function createWorkerResources(): WorkerResources {
  const sources = new Map<string, Promise<DigitSource>>();
  const data = new Map<string, Promise<Loading>>();
  const watched = new Map<string, Promise<Float32Array>>();
  const recordings = new Map<string, Promise<Recording>>();
  const exact = new Map<string, Promise<ExactPca>>();
  const engines = new Map<string, Promise<Choice>>();
  const listeners = new Set<(fraction: number) => void>();

  const resources: WorkerResources = {
    source: (name) => memo(sources, name, () => openSource(name)),
    async data(name, digits, onProgress) {
      const key = `${name} ${digits.join()}`;
      const told = (fraction: number) => listeners.forEach((listener) => listener(fraction));
      const stop = () => listeners.delete(onProgress);
      listeners.add(onProgress);
      const opened = memo(data, key, async () => loadDataset(await resources.source(name), digits, told));
      opened.then(({ all }) => all).then(stop, () => (stop(), data.delete(key)));
      return opened;
    },
    watched: (name, digits) =>
      memo(watched, `${name} ${digits.join()}`, async () => intensities(await loadWatched(await resources.source(name), digits))),
    labels: async (name, digits) =>
      watchLabels(digits, isOwn(name) ? testCounts(await resources.source(name)) : DATA_SETS[name].counts.test),
    recording: (name) =>
      memo(recordings, name, () =>
        openRecording({
          read: fetchFrom(name),
          watchedOf: ({ config }) => resources.watched(config.data, config.digits),
          chain: stillChain,
        }),
      ),
    async recordingOf(dataName, digits) {
      // A worker that replaces a lost one has opened none.
      if (!isOwn(dataName) && DATA_SETS[dataName].recorded) await resources.recording(dataName).catch(() => undefined);
      for (const opened of recordings.values()) {
        const recording = await opened.catch(() => undefined);
        const config = recording?.record.config;
        if (config?.data === dataName && config.digits.join() === digits.join()) return recording;
      }
      return undefined;
    },
    exactPca: (name, digits) =>
      memo(exact, `${name} ${digits.join()}`, async () => {
        const loading = await resources.data(name, digits, () => {});
        await loading.all;
        return exactPca(loading.dataset);
      }),
    async engine(setup, preference) {
      const { units, activations } = setup.spec;
      const key = [
        preference.engine,
        preference.threads,
        preference.withoutGraphics,
        units,
        activations,
        variantOf(setup.spec).kind,
        setup.train.batch,
      ];
      const name = key.join(' ');
      const { first, fastest } = await memo(engines, name, async () => {
        // None of it is needed before Train.
        const { chooseEngine } = await import('./choose.ts');
        const choice = await chooseEngine(setup, preference);
        // Once the fastest is known, the next run begins with it.
        choice.fastest?.then(
          (found) => engines.set(name, Promise.resolve({ first: found, fastest: undefined })),
          () => engines.delete(name),
        );
        return choice;
      });
      const guarded = (chosen: Chosen): Chosen => {
        const createEngine: CreateEngine = (own) =>
          chosen.createEngine(own).catch((error: unknown) => {
            // It was right before, and no longer is: the next time all engines are tried again.
            engines.delete(name);
            throw error;
          });
        const again = async (): Promise<Chosen | undefined> => {
          const found = await chosen.again!();
          if (!found) return undefined;
          engines.set(name, Promise.resolve({ first: found, fastest: undefined }));
          return guarded(found);
        };
        return { ...chosen, createEngine, again: chosen.again && again };
      };
      return { first: guarded(first), fastest: fastest?.then(guarded) };
    },
    async tryEngine(...asked) {
      return (await import('./choose.ts')).tryNamed(...asked);
    },
    async discardGraphics() {
      await (await import('./choose.ts')).discardGraphics();
    },
  };
  return resources;
}
