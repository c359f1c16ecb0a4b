// A recorded run in the worker: its files are fetched as questions need them.
import {
  checkpointFile,
  checkpointParameters,
  parseRecord,
  recordFileSizes,
  recordParameters,
  recordPca,
  type RecordFile,
  type RunRecord,
} from '../model/record.ts';
import { initialParameters } from '../model/init.ts';
import { memo } from '../model/memo.ts';
import { codeSize } from '../model/spec.ts';
import { pcaParameters, pcaSpec } from '../model/pca.ts';
import { stillOf, stillView, type Still, type View } from './view.ts';

/** Largest run.json taken, in characters. */
const RECORD_LIMIT = 500_000;

async function fetchFile(url: string, what: string): Promise<Response> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new Error(`The recorded run's ${what} could not be fetched${response ? ` (${response.status})` : ''}.`);
  return response;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("The recorded run's run.json is damaged, or not what this site put there.");
  }
}

export interface Recording {
  readonly record: RunRecord;
  /** Steps that can be looked at, ascending; the last is the end of the run. */
  readonly checkpoints: readonly number[];
  /** The network at one of `checkpoints`, by default at the end of the run. */
  at(step?: number): View;
  /** Exact PCA-2 of the run's training data. */
  readonly pca: View;
}

/**
 * Opens the run in `folder` (a URL with a trailing slash). Throws a sentence.
 * @param watched images of its watch digits `[500, 784]`
 */
export async function openRecording(folder: string, watchedOf: (record: RunRecord) => Promise<Float32Array>): Promise<Recording> {
  const text = await (await fetchFile(`${folder}run.json`, 'run.json')).text();
  if (text.length > RECORD_LIMIT) throw new Error('The recorded run is too large to be one of ours.');
  const record = parseRecord(readJson(text));
  const sizes = recordFileSizes(record);
  const files = new Map<RecordFile, Promise<ArrayBuffer>>();

  /** Each file is fetched once. */
  const file = (name: RecordFile): Promise<ArrayBuffer> =>
    memo(files, name, async () => {
      const buffer = await (await fetchFile(folder + name, name)).arrayBuffer();
      if (buffer.byteLength !== sizes[name])
        throw new Error(`The recorded run's ${name} is damaged: ${buffer.byteLength} bytes, not ${sizes[name]}.`);
      return buffer;
    });

  const { spec, train, seed } = record.config;
  const last = record.codeSteps.at(-1)!;
  const watched = () => watchedOf(record);

  /** Codes of the watch digits at the `index`-th of the record's `codeSteps`. */
  async function codesAt(index: number): Promise<Float32Array> {
    const length = record.labels.length * codeSize(spec);
    return new Float32Array(await file('codes.bin')).slice(index * length, (index + 1) * length);
  }

  function still(step: number): Still {
    if (step === 0) return { ...stillOf(spec, 0, initialParameters(spec, train, seed)), codes: () => codesAt(0) };
    if (step !== last)
      return {
        spec,
        step,
        whole: () => Promise.reject(new Error(`The recording keeps the decoder of step ${step}, but not its encoder.`)),
        decoder: async () => checkpointParameters(spec, await file(checkpointFile(step))),
        codes: () => codesAt(record.codeSteps.indexOf(step)),
      };
    return {
      spec,
      step: last,
      whole: async () => recordParameters(record, { encoder: await file('encoder.bin'), decoder: await file('decoder.bin') }),
      decoder: async () => recordParameters(record, { decoder: await file('decoder.bin') }),
      codes: () => codesAt(record.codeSteps.length - 1),
    };
  }

  const end = stillView(still(last), watched);
  /** The start, whose parameters take longest to make, and the checkpoint looked at last: megabytes each, so that no more are kept. */
  let start: View | undefined;
  let past: View | undefined;
  const recorded = async () => recordPca(await file('pca.bin'));
  const flat = async () => {
    const { mean, components } = await recorded();
    return pcaParameters({ mean, components, count: 2 });
  };
  return {
    record,
    checkpoints: [0, ...(record.checkpoints ?? []), last],
    at(step = last) {
      if (step === last) return end;
      if (step === 0) return (start ??= stillView(still(0), watched));
      if (past?.step !== step) past = stillView(still(step), watched);
      return past;
    },
    pca: stillView({ spec: pcaSpec(2), step: 0, whole: flat, codes: async () => (await recorded()).codes }, watched),
  };
}
