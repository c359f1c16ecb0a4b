// A recorded run in the worker: fetched file by file, as questions need them.
import { parseRecord, recordFileSizes, recordParameters, recordPca, type RecordFile, type RunRecord } from '../model/record.ts';
import { codeSize } from '../model/spec.ts';
import { decode } from '../model/forward.ts';
import { pcaParameters, pcaSpec } from '../model/pca.ts';
import type { View } from './view.ts';

/** Largest run.json taken, in characters. */
const RECORD_LIMIT = 500_000;

async function fetchFile(url: string, what: string): Promise<Response> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new Error(`The recorded run's ${what} could not be fetched${response ? ` (${response.status})` : ''}.`);
  return response;
}

export interface Recording {
  readonly record: RunRecord;
  /** The network at the end of the run. */
  readonly network: View;
  /** Exact PCA-2 of the run's training data. */
  readonly pca: View;
}

/** Opens the run in `folder` (a URL with a trailing slash). Throws a sentence. */
export async function openRecording(folder: string): Promise<Recording> {
  const text = await (await fetchFile(`${folder}run.json`, 'run.json')).text();
  if (text.length > RECORD_LIMIT) throw new Error('The recorded run is too large to be one of ours.');
  const record = parseRecord(JSON.parse(text));
  const sizes = recordFileSizes(record);
  const kept = new Map<RecordFile, Promise<ArrayBuffer>>();

  /** Each file is fetched once; a failed fetch is forgotten, so that asking again tries again. */
  function file(name: RecordFile): Promise<ArrayBuffer> {
    let bytes = kept.get(name);
    if (!bytes) {
      bytes = fetchFile(folder + name, name)
        .then((response) => response.arrayBuffer())
        .then((buffer) => {
          if (buffer.byteLength !== sizes[name])
            throw new Error(`The recorded run's ${name} is damaged: ${buffer.byteLength} bytes, not ${sizes[name]}.`);
          return buffer;
        });
      bytes.catch(() => kept.delete(name));
      kept.set(name, bytes);
    }
    return bytes;
  }

  const { spec } = record.config;
  let parameters: Promise<Float32Array> | undefined;
  const network: View = {
    codeSize: codeSize(spec),
    async codes() {
      return new Float32Array(await file('codes.bin')).slice(-record.labels.length * codeSize(spec));
    },
    async decode(codes) {
      parameters ??= file('decoder.bin').then((decoder) => recordParameters(record, { decoder }));
      parameters.catch(() => (parameters = undefined));
      return decode(spec, await parameters, codes);
    },
  };

  const recorded = async () => recordPca(await file('pca.bin'));
  let flat: Promise<Float32Array> | undefined;
  const pca: View = {
    codeSize: 2,
    codes: async () => (await recorded()).codes,
    async decode(codes) {
      flat ??= recorded().then(({ mean, components }) => pcaParameters({ mean, components, count: 2 }));
      flat.catch(() => (flat = undefined));
      return decode(pcaSpec(2), await flat, codes);
    },
  };
  return { record, network, pca };
}
