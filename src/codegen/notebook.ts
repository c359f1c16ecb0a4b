// A run as a Jupyter notebook: the Keras program cell by cell, with the reader's own weights in it.
import { toHalves } from '../model/half.ts';
import type { RunConfig } from '../model/spec.ts';
import { kerasSections, type Section } from './keras.ts';

/** A cell as a reader sees it. */
export interface Cell {
  readonly kind: 'markdown' | 'code';
  readonly text: string;
}

/** Characters of `packedWeights`. */
export const packedSize = (parameters: number) => 4 * Math.ceil((2 * parameters) / 3);

/** Base64 of the parameters as 16-bit floats, little-endian: 2.9 million characters for the notebook's network. */
function packedWeights(parameters: Float32Array): string {
  const halves = toHalves(parameters);
  const bytes = new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
  let text = '';
  // String.fromCharCode takes only so many at a time.
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

const LOAD = [
  'import base64',
  '',
  'values = np.frombuffer(base64.b64decode(WEIGHTS), dtype="<f2").astype("float32")',
  'at = 0',
  'for dense in [*encoder.layers, *decoder.layers]:',
  '    tensors = []',
  '    for tensor in dense.get_weights():  # weights [inputs, outputs], biases [outputs]',
  '        tensors.append(values[at : at + tensor.size].reshape(tensor.shape))',
  '        at += tensor.size',
  '    dense.set_weights(tensors)',
  'assert at == len(values)',
].join('\n');

/**
 * The notebook's cells.
 * @param weights what stands between the quotes of the cell with the weights
 * @param step steps that the weights have been trained for
 */
export function notebookCells(config: RunConfig, weights: string, step: number): Cell[] {
  const { start, data, network, training, test } = kerasSections(config);
  const markdown = (text: string): Cell => ({ kind: 'markdown', text });
  const code = (text: string): Cell => ({ kind: 'code', text });
  const section = ({ about, code: text }: Section) => [markdown(about.join(' ')), code(text)];
  return [
    markdown(`# A run from Two Numbers\n\n${start.about.join(' ')}`),
    code(start.code),
    ...section(data),
    ...section(network),
    markdown(`The weights of your own run, after ${step.toLocaleString('en')} steps, rounded to 16 bits.`),
    code(`WEIGHTS = "${weights}"`),
    code(LOAD),
    ...section(test),
    ...section({ ...training, about: [...training.about, 'Run this cell to train on from the weights above.'] }),
  ];
}

/** A text's lines, each but the last with its line feed, as notebooks keep them. */
const lines = (text: string) => text.split('\n').map((line, k, all) => (k < all.length - 1 ? `${line}\n` : line));

/** The notebook as JSON (nbformat 4.5), with parameters `[n]` as `layerShapes` lays them out. */
export function notebookSource(config: RunConfig, parameters: Float32Array, step: number): string {
  const cells = notebookCells(config, packedWeights(parameters), step).map(({ kind, text }, k) => ({
    cell_type: kind,
    id: `cell-${k}`,
    metadata: {},
    source: lines(text),
    ...(kind === 'code' && { execution_count: null, outputs: [] }),
  }));
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' }, language_info: { name: 'python' } },
    cells,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
