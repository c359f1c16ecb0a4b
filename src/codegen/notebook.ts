// A run as a Jupyter notebook: the Keras program cell by cell, with the reader's own weights in it.
import { toHalves } from '../model/half.ts';
import type { RunConfig } from '../model/spec.ts';
import { kerasSections } from './keras.ts';

const lines = (text: string) => text.split('\n').map((line, k, all) => (k < all.length - 1 ? `${line}\n` : line));

/** Base64 of the parameters as 16-bit floats, little-endian. */
export function packedWeights(parameters: Float32Array): string {
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
  '    for tensor in dense.get_weights():',
  '        tensors.append(values[at : at + tensor.size].reshape(tensor.shape))',
  '        at += tensor.size',
  '    dense.set_weights(tensors)',
  'assert at == len(values)',
].join('\n');

/**
 * The notebook as JSON (nbformat 4.5).
 * @param step steps that `parameters` have been trained for
 */
export function notebookSource(config: RunConfig, parameters: Float32Array, step: number): string {
  const [about, data, network, training, test] = kerasSections(config) as [Section, Section, Section, Section, Section];
  let count = 0;
  const cell = (type: 'markdown' | 'code', text: string) => ({
    cell_type: type,
    id: `cell-${count++}`,
    metadata: {},
    source: lines(text),
    ...(type === 'code' && { execution_count: null, outputs: [] }),
  });
  const section = ({ title, code }: Section) => [cell('markdown', title), cell('code', code)];
  const cells = [
    cell('markdown', `# A run from Two Numbers\n\n${about.title}`),
    cell('code', about.code),
    ...section(data),
    ...section(network),
    cell('markdown', `The weights of your own run, after ${step.toLocaleString('en')} steps, rounded to 16 bits.`),
    cell('code', `WEIGHTS = "${packedWeights(parameters)}"`),
    cell('code', LOAD),
    ...section(test),
    ...section({ ...training, title: `${training.title} Run this cell to train on from here.` }),
  ];
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' }, language_info: { name: 'python' } },
    cells,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

type Section = ReturnType<typeof kerasSections>[number];
