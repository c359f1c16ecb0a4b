// Recorded runs as the build sees them: for numbers in prose and for pictures drawn without a browser.
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openSource } from '../cli/open-source.ts';
import { DEFAULT_SET } from '../data/sets/index.ts';
import { loadWatched } from '../data/source.ts';
import { intensities } from '../model/forward.ts';
import type { DataName } from '../model/spec.ts';
import { openRecording, type Recording } from '../train/recording.ts';
import { buildChain } from './chain.ts';
import { once } from './once.ts';

const FOLDER = 'public/runs';

/** What a tag's `run` may name: `digits` is the recording of the default data set. */
export const RUN_NAMES: readonly string[] = ['digits', ...readdirSync(FOLDER).filter((name) => existsSync(`${FOLDER}/${name}/run.json`))];

export interface Recorded extends Recording {
  readonly name: string;
  /** Watch digits `[watched, 784]`. */
  readonly images: Float32Array;
}

const watchedByKey = once(async (key) => {
  const [data, digits] = key.split(' ');
  return intensities(await loadWatched(await openSource(data as DataName), digits!.split(',').map(Number)));
});

/** Images of the watch digits of a selection, `[watched, 784]`. */
export const watched = (data: DataName, digits: readonly number[]): Promise<Float32Array> => watchedByKey(`${data} ${digits.join()}`);

const byName = once(async (name): Promise<Recorded> => {
  const recording = await openRecording({
    read: async (file) => new Uint8Array(await readFile(`${FOLDER}/${name}/${file}`)).buffer,
    watchedOf: ({ config }) => watched(config.data, config.digits),
    chain: buildChain,
  });
  const { data, digits } = recording.record.config;
  return { ...recording, name, images: await watched(data, digits) };
});

/** A recorded run, read once a build. `digits` is the one of the default data set. */
export function recordedRun(name: string): Promise<Recorded> {
  return byName(name === 'digits' ? DEFAULT_SET : name);
}
