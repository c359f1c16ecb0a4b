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
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes, 8, Number(length))));
  } catch {
    refuse('its header cannot be read');
  }
  if (typeof header !== 'object' || header === null) refuse('its header is not one of safetensors');
  return { header: header as Record<string, unknown>, body: bytes.slice(8 + Number(length)) };
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
  const take = (tensor: string, at: number, ...shape: number[]) => {
    const { dtype, shape: found, data_offsets: offsets } = (header[tensor] ?? {}) as Entry;
    const count = shape.reduce((product, size) => product * size, 1);
    const [from, to] = Array.isArray(offsets) ? (offsets as unknown[]) : [];
    const fits = Number.isInteger(from) && Number(from) >= 0 && to === Number(from) + 4 * count && Number(to) <= body.byteLength;
    if (dtype !== 'F32' || !Array.isArray(found) || found.join() !== shape.join() || !fits)
      refuse(`its tensor ${tensor} is missing or wrong`);
    for (let k = 0; k < count; k++) parameters[at + k] = view.getFloat32(Number(from) + 4 * k, true);
  };
  layerShapes(spec).forEach(({ inputs, outputs, weightsAt, biasesAt }, k) => {
    const layer = k < spec.code ? `encoder.${k}` : `decoder.${k - spec.code}`;
    take(`${layer}.kernel`, weightsAt, inputs, outputs);
    take(`${layer}.bias`, biasesAt, outputs);
  });
  const empty = () => new Float32Array(parameters.length);
  const snapshot = { step: Number(step), parameters, firstMoment: empty(), secondMoment: empty() };
  if (!isSound(snapshot)) refuse('some of its numbers are not finite');
  return { config, snapshot };
}
