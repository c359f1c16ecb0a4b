// Reads the weights' file that the code panel saves (safetensors), and no other: its tensors must be those of the run it names.
import { readConfigText } from './config-text.ts';
import { isSound, type Snapshot } from './snapshot.ts';
import { layerShapes, parameterCount, type RunConfig } from './spec.ts';

/** Most parameters read: 16 MB of them. */
const MOST = 4e6;
const MOST_HEADER = 100_000;
/** Bytes of the largest file that is read at all. */
export const MOST_WEIGHTS_BYTES = 8 + MOST_HEADER + 4 * MOST;

export interface WeightsFile {
  readonly config: RunConfig;
  /** Adam's memory is not in the file: it begins empty. */
  readonly snapshot: Snapshot;
}

interface Entry {
  readonly dtype?: unknown;
  readonly shape?: unknown;
  readonly data_offsets?: unknown;
}

function readHeader(bytes: ArrayBuffer, refuse: (why: string) => never): { header: Record<string, unknown>; body: ArrayBuffer } {
  if (bytes.byteLength < 8) refuse('it is cut short');
  if (bytes.byteLength > MOST_WEIGHTS_BYTES) refuse('it is larger than any this page saves');
  const length = new DataView(bytes).getBigUint64(0, true);
  if (length > BigInt(MOST_HEADER) || Number(length) > bytes.byteLength - 8) refuse('its header does not fit into it');
  let text = '';
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes, 8, Number(length)));
    header = JSON.parse(text);
  } catch {
    refuse('its header cannot be read');
  }
  if (typeof header !== 'object' || header === null) refuse('its header is not one of safetensors');
  const found = header as Record<string, unknown>;
  // Of two tensors of one name a parser keeps the last: which one is meant nobody knows.
  const named = Object.values(found).filter((entry) => typeof entry === 'object' && entry !== null && 'data_offsets' in entry).length;
  if (text.split('"data_offsets"').length - 1 !== named) refuse('its header names a tensor twice');
  return { header: found, body: bytes.slice(8 + Number(length)) };
}

/** @throws a sentence that begins with `name` and says what is wrong */
export function readWeights(bytes: ArrayBuffer, name: string): WeightsFile {
  const refuse = (why: string): never => {
    throw new Error(`${name} is not a weights' file of this page: ${why}.`);
  };
  const { header, body } = readHeader(bytes, refuse);
  const { link, step } = (header['__metadata__'] ?? {}) as Record<string, unknown>;
  const config = readConfigText(link) ?? refuse('it does not say which run it is of');
  if (typeof step !== 'string' || !/^\d{1,7}$/.test(step) || Number(step) > config.train.steps)
    refuse('it does not say of which step it is');
  const { spec } = config;
  if (parameterCount(spec) > MOST || body.byteLength !== 4 * parameterCount(spec)) refuse('its length is not that of its network');
  const parameters = new Float32Array(parameterCount(spec));
  const view = new DataView(body);
  /** Where the tensors lie in the body: together they are the whole of it, none over another. */
  const stretches: (readonly [from: number, to: number])[] = [];
  const take = (tensor: string, at: number, ...shape: number[]) => {
    const { dtype, shape: found, data_offsets: offsets } = (header[tensor] ?? {}) as Entry;
    const count = shape.reduce((product, size) => product * size, 1);
    const [from, to] = Array.isArray(offsets) ? (offsets as unknown[]) : [];
    const fits = Number.isInteger(from) && Number(from) >= 0 && to === Number(from) + 4 * count && Number(to) <= body.byteLength;
    const shaped = Array.isArray(found) && found.length === shape.length && shape.every((size, k) => found[k] === size);
    if (dtype !== 'F32' || !shaped || !fits) refuse(`its tensor ${tensor} is missing or wrong`);
    stretches.push([Number(from), Number(to)]);
    for (let k = 0; k < count; k++) parameters[at + k] = view.getFloat32(Number(from) + 4 * k, true);
  };
  layerShapes(spec).forEach(({ inputs, outputs, weightsAt, biasesAt }, k) => {
    const layer = k < spec.code ? `encoder.${k}` : `decoder.${k - spec.code}`;
    take(`${layer}.kernel`, weightsAt, inputs, outputs);
    take(`${layer}.bias`, biasesAt, outputs);
  });
  if (Object.keys(header).filter((key) => key !== '__metadata__').length !== stretches.length)
    refuse('it has tensors that are not of its network');
  stretches.sort(([a], [b]) => a - b);
  if (stretches.some(([from], k) => from !== (stretches[k - 1]?.[1] ?? 0))) refuse('its tensors lie over each other');
  const empty = () => new Float32Array(parameters.length);
  const snapshot = { step: Number(step), parameters, firstMoment: empty(), secondMoment: empty() };
  if (!isSound(snapshot)) refuse('some of its numbers are not finite');
  return { config, snapshot };
}
