// Recorded runs as the build sees them: for numbers in prose and for pictures drawn without a browser.
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openSource } from '../cli/open-source.ts';
import { loadWatched } from '../data/source.ts';
import { intensities } from '../model/forward.ts';
import { pcaParameters, pcaSpec } from '../model/pca.ts';
import { initialParameters } from '../model/init.ts';
import { checkpointFile, checkpointParameters, parseRecord, recordParameters, recordPca, type RunRecord } from '../model/record.ts';
import { rows } from '../model/rows.ts';
import { DEFAULT_SET } from '../data/sets/index.ts';
import type { ModelSpec } from '../model/spec.ts';
import { coder, type Coder } from './chain.ts';
import { once } from './once.ts';

const FOLDER = 'public/runs';

/** What a tag's `run` may name: `digits` is the recording of the default data set. */
export const RUN_NAMES: readonly string[] = ['digits', ...readdirSync(FOLDER).filter((name) => existsSync(`${FOLDER}/${name}/run.json`))];

export interface Net extends Coder {
  readonly spec: ModelSpec;
  readonly parameters: Float32Array;
  /** Codes of the watch digits, `[500, code]`. */
  readonly codes: Float32Array;
}

export interface Recorded {
  readonly name: string;
  readonly record: RunRecord;
  readonly network: Net;
  readonly pca: Net;
  /** Watch digits `[500, 784]`. */
  readonly images: Float32Array;
  /** Steps that readers can look back at, ascending; the last is the end of the run. */
  readonly checkpoints: readonly number[];
  /** What the network of a checkpoint makes of watch digits, `[n, 784]`. */
  copiesAt(step: number, indices: readonly number[]): Promise<Float32Array>;
}

async function bytes(path: string): Promise<ArrayBuffer> {
  const buffer = await readFile(path);
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer;
}

const net = (spec: ModelSpec, parameters: Float32Array, codes: Float32Array): Net => ({
  spec,
  parameters,
  codes,
  ...coder(spec, parameters),
});

async function read(name: string): Promise<Recorded> {
  const folder = `${FOLDER}/${name}`;
  const record = parseRecord(JSON.parse(await readFile(`${folder}/run.json`, 'utf8')));
  const { data, digits, spec } = record.config;
  const parameters = recordParameters(record, {
    encoder: await bytes(`${folder}/encoder.bin`),
    decoder: await bytes(`${folder}/decoder.bin`),
  });
  const codes = new Float32Array(await bytes(`${folder}/codes.bin`));
  const pca = recordPca(await bytes(`${folder}/pca.bin`));
  const size = record.labels.length * spec.units[spec.code]!;
  const checkpoints = [0, ...(record.checkpoints ?? []), record.codeSteps.at(-1)!];
  async function copiesAt(step: number, indices: readonly number[]): Promise<Float32Array> {
    const at = record.codeSteps.indexOf(step);
    const own = rows(codes.subarray(at * size, (at + 1) * size), spec.units[spec.code]!, indices);
    const by = (then: Float32Array) => coder(spec, then).decode(own);
    if (step === 0) return by(initialParameters(spec, record.config.train, record.config.seed));
    if (step === checkpoints.at(-1)) return by(parameters);
    return by(checkpointParameters(spec, await bytes(`${folder}/${checkpointFile(step)}`)));
  }
  return {
    name,
    record,
    network: net(spec, parameters, codes.slice(-size)),
    pca: net(pcaSpec(2), pcaParameters({ ...pca, count: 2 }), pca.codes),
    images: intensities(await loadWatched(await openSource(data), digits)),
    checkpoints,
    copiesAt,
  };
}

const byName = once(read);

/** A recorded run, read once a build. `digits` is the one of the default data set. */
export function recordedRun(name: string): Promise<Recorded> {
  return byName(name === 'digits' ? DEFAULT_SET : name);
}
