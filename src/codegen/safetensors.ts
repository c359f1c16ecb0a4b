// Weights as a .safetensors file, which Python and Rust read without running any code (the format of Hugging Face, 2022).
import { configText } from '../model/config-text.ts';
import type { RunConfig } from '../model/spec.ts';
import { halves } from './text.ts';

/** A tensor by name: `encoder.0.kernel` [inputs, outputs], `encoder.0.bias` [outputs], as Keras lays them out. */
export interface Named {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The tensors in parameters `[n]`, laid out as `layerShapes` says. */
export function tensorsOf(config: RunConfig, parameters: Float32Array): Named[] {
  const { encoder, decoder } = halves(config);
  return Object.entries({ encoder, decoder }).flatMap(([side, shapes]) =>
    shapes.flatMap(({ inputs, outputs, weightsAt, biasesAt }, k): Named[] => [
      { name: `${side}.${k}.kernel`, shape: [inputs, outputs], values: parameters.subarray(weightsAt, biasesAt) },
      { name: `${side}.${k}.bias`, shape: [outputs], values: parameters.subarray(biasesAt, biasesAt + outputs) },
    ]),
  );
}

/**
 * The file's bytes for parameters `[n]`: 8 bytes of header length, the header as JSON padded with spaces to a multiple of 8, the tensors as
 * little-endian float32 one after another.
 * @param step steps the network has been trained for
 */
export function safetensors(config: RunConfig, parameters: Float32Array, step: number): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {
    // `link` is what this page reads back.
    __metadata__: { config: JSON.stringify(config), link: configText(config) ?? '', step: String(step), format: 'two-numbers' },
  };
  const tensors = tensorsOf(config, parameters);
  let at = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [at, at + 4 * values.length] };
    at += 4 * values.length;
  }
  const text = JSON.stringify(header);
  const head = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const bytes = new Uint8Array(8 + head.length + at);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  let place = 8 + head.length;
  for (const { values } of tensors) {
    for (const value of values) {
      view.setFloat32(place, value, true);
      place += 4;
    }
  }
  return bytes;
}
