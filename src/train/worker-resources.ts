// What the runs of one page share: the engine, the data and the recordings, each opened once.
import { isOwn, variantOf, type DataName } from '../model/spec.ts';
import { intensities } from '../model/forward.ts';
import { loadDataset, loadWatched, testCounts, watchLabels, type DigitSource, type Loading } from '../data/source.ts';
import { exactPca, type ExactPca } from './baselines.ts';
import type { Chosen } from './choose.ts';
import { openRecording, type Recording } from './recording.ts';
import { BASE, openSource } from './sources.ts';
import type { CreateEngine, EngineSetup } from './engine.ts';
import type { EnginePreference } from './protocol.ts';

export interface WorkerResources {
  source(name: DataName): Promise<DigitSource>;
  /** Starts loading a selection of digits, or tells how far it is. */
  data(name: DataName, digits: readonly number[], onProgress: (fraction: number) => void): Promise<Loading>;
  /** Images of the watch digits of a selection, `[watched, 784]`: 500, or as many as there are. */
  watched(name: DataName, digits: readonly number[]): Promise<Float32Array>;
  /** Labels of the watch digits of a selection. */
  labels(name: DataName, digits: readonly number[]): Promise<Uint8Array>;
  recording(name: string): Promise<Recording>;
  /** A recording of the same training data, whose PCA and baselines are therefore the same. */
  recordingOf(data: DataName, digits: readonly number[]): Promise<Recording | undefined>;
  exactPca(data: DataName, digits: readonly number[]): Promise<ExactPca>;
  /** The engine for networks like this one. */
  engine(setup: EngineSetup, preference: EnginePreference): Promise<Chosen>;
  /** The graphics device goes: the next engine there gets another. */
  discardGraphics(): Promise<void>;
}

/** Keeps the promise made for a key, unless it fails: then the next call tries again. */
function once<Value>() {
  const kept = new Map<string, Promise<Value>>();
  return {
    get(key: string, make: () => Promise<Value>): Promise<Value> {
      const value = kept.get(key) ?? make();
      kept.set(key, value);
      value.catch(() => kept.delete(key));
      return value;
    },
    forget: (key: string) => kept.delete(key),
    values: () => [...kept.values()],
  };
}

export function createWorkerResources(): WorkerResources {
  const sources = once<DigitSource>();
  const data = once<Loading>();
  const watched = once<Float32Array>();
  const recordings = once<Recording>();
  const exact = once<ExactPca>();
  const engines = once<Chosen>();
  const listeners = new Set<(fraction: number) => void>();

  const resources: WorkerResources = {
    source: (name) => sources.get(name, () => openSource(name)),
    data(name, digits, onProgress) {
      listeners.add(onProgress);
      const key = `${name} ${digits.join()}`;
      return data.get(key, async () => {
        const loading = loadDataset(await resources.source(name), digits, (fraction) =>
          listeners.forEach((listener) => listener(fraction)),
        );
        loading.all.then(
          () => listeners.clear(),
          () => data.forget(key),
        );
        return loading;
      });
    },
    watched: (name, digits) =>
      watched.get(`${name} ${digits.join()}`, async () => intensities(await loadWatched(await resources.source(name), digits))),
    labels: async (name, digits) => watchLabels(digits, isOwn(name) ? testCounts(await resources.source(name)) : undefined),
    recording: (name) =>
      recordings.get(name, () => openRecording(`${BASE}runs/${name}/`, ({ config }) => resources.watched(config.data, config.digits))),
    async recordingOf(dataName, digits) {
      // A worker that took over from one that was lost has opened none.
      if (!isOwn(dataName)) await resources.recording(dataName).catch(() => undefined);
      for (const opened of recordings.values()) {
        const recording = await opened.catch(() => undefined);
        const config = recording?.record.config;
        if (config?.data === dataName && config.digits.join() === digits.join()) return recording;
      }
      return undefined;
    },
    exactPca: (name, digits) =>
      exact.get(`${name} ${digits.join()}`, async () => {
        const loading = await resources.data(name, digits, () => {});
        await loading.all;
        return exactPca(loading.dataset);
      }),
    async engine(setup, preference) {
      const { units, activations } = setup.spec;
      const key = [preference.engine, preference.withoutGraphics, units, activations, variantOf(setup.spec).kind, setup.train.batch];
      const name = key.join(' ');
      const chosen = await engines.get(name, async () => {
        // Nothing of it is needed before Train.
        const { chooseEngine } = await import('./choose.ts');
        return chooseEngine(setup, preference);
      });
      const createEngine: CreateEngine = (own) =>
        chosen.createEngine(own).catch((error: unknown) => {
          // What was right a moment ago is not any more: the next time all are tried anew.
          engines.forget(name);
          throw error;
        });
      return { ...chosen, createEngine };
    },
    async discardGraphics() {
      await (await import('./choose.ts')).discardGraphics();
    },
  };
  return resources;
}
