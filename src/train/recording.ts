// A recorded run: its files are read as questions need them, by the worker from the site, by the build from the disk.
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
import { fixedAutoencoder, type Autoencoder } from '../model/autoencoder.ts';
import type { Chain } from '../model/forward.ts';
import { initialParameters } from '../model/init.ts';
import { memo } from '../model/memo.ts';
import { codeSize } from '../model/spec.ts';
import { pcaParameters, pcaSpec } from '../model/pca.ts';

/** Largest run.json taken, in characters. */
const RECORD_LIMIT = 500_000;

/** Reads `run.json`. Throws a sentence. */
function readRecord(bytes: ArrayBuffer): RunRecord {
  const text = new TextDecoder().decode(bytes);
  if (text.length > RECORD_LIMIT) throw new Error('The recorded run is too large to be one of ours.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("The recorded run's run.json is damaged, or not what this site put there.");
  }
  return parseRecord(json);
}

export interface Recording {
  readonly record: RunRecord;
  /** Steps that can be looked at, ascending; the last is the end of the run. */
  readonly checkpoints: readonly number[];
  /** The network at one of `checkpoints`, by default at the end of the run. */
  at(step?: number): Autoencoder;
  /** Exact PCA-2 of the run's training data. */
  readonly pca: Autoencoder;
}

/** What a recorded run is opened with. */
export interface RecordingParts {
  /** The bytes of one of the run's files. Rejects with a sentence that names it. */
  readonly read: (file: RecordFile | 'run.json') => Promise<ArrayBuffer>;
  /** Images of a record's watch digits `[watched, 784]`. */
  readonly watchedOf: (record: RunRecord) => Promise<Float32Array>;
  /** What computes the dense layers. */
  readonly chain: () => Promise<Chain>;
}

/** Opens a recorded run. Throws a sentence; so does whatever is asked of it that needs a file which is missing or damaged. */
export async function openRecording({ read, watchedOf, chain }: RecordingParts): Promise<Recording> {
  const record = readRecord(await read('run.json'));
  const sizes = recordFileSizes(record);
  const files = new Map<RecordFile, Promise<ArrayBuffer>>();

  /** Each file is read once. */
  const file = (name: RecordFile): Promise<ArrayBuffer> =>
    memo(files, name, async () => {
      const buffer = await read(name);
      if (buffer.byteLength !== sizes[name])
        throw new Error(`The recorded run's ${name} is damaged: ${buffer.byteLength} bytes, not ${sizes[name]}.`);
      return buffer;
    });

  const { spec, train, seed } = record.config;
  const last = record.codeSteps.at(-1)!;
  const watched = () => watchedOf(record);

  async function codesAt(step: number): Promise<Float32Array> {
    const length = record.labels.length * codeSize(spec);
    const index = record.codeSteps.indexOf(step);
    return new Float32Array(await file('codes.bin')).slice(index * length, (index + 1) * length);
  }

  async function parametersAt(step: number): Promise<Float32Array> {
    if (step === 0) return initialParameters(spec, train, seed);
    if (step !== last) throw new Error(`The recording keeps the decoder of step ${step}, but not its encoder.`);
    return recordParameters(record, { encoder: await file('encoder.bin'), decoder: await file('decoder.bin') });
  }

  async function decoderAt(step: number): Promise<Float32Array> {
    if (step !== last) return checkpointParameters(spec, await file(checkpointFile(step)));
    return recordParameters(record, { decoder: await file('decoder.bin') });
  }

  const network = (step: number) =>
    fixedAutoencoder(
      {
        spec,
        step,
        parameters: () => parametersAt(step),
        decoder: step === 0 ? undefined : () => decoderAt(step),
        codes: () => codesAt(step),
      },
      watched,
      chain,
    );

  const end = network(last);
  /** The start, whose parameters take longest to make, and the checkpoint looked at last: megabytes each, so that no more are kept. */
  let start: Autoencoder | undefined;
  let past: Autoencoder | undefined;
  const pca = async () => recordPca(await file('pca.bin'));
  return {
    record,
    checkpoints: [0, ...(record.checkpoints ?? []), last],
    at(step = last) {
      if (step === last) return end;
      if (step === 0) return (start ??= network(0));
      if (past?.step !== step) past = network(step);
      return past;
    },
    pca: fixedAutoencoder(
      {
        spec: pcaSpec(2),
        step: 0,
        parameters: async () => pcaParameters({ ...(await pca()), count: 2 }),
        codes: async () => (await pca()).codes,
      },
      watched,
      chain,
    ),
  };
}
