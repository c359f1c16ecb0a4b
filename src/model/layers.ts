// A network by its layers: what a reader sets, and the spec it makes.
import { PIXELS, type Activation, type ModelSpec } from './spec.ts';

/** A network by its layers: hidden units of encoder and decoder, and activations `hidden` but on code and output. */
export interface Layers {
  readonly encoder: readonly number[];
  readonly code: number;
  readonly decoder: readonly number[];
}

export function layersOf({ units, code }: ModelSpec): Layers {
  return { encoder: units.slice(1, code), code: units[code]!, decoder: units.slice(code + 1, -1) };
}

/** The spec of these layers: `hidden` activations, a linear code, and `output` at the end. */
export function specOf({ encoder, code, decoder }: Layers, hidden: Activation, output: Activation): ModelSpec {
  const same = (layers: readonly number[]) => layers.map(() => hidden);
  return {
    units: [PIXELS, ...encoder, code, ...decoder, PIXELS],
    activations: [...same(encoder), 'linear', ...same(decoder), output],
    code: encoder.length + 1,
  };
}

/** The activations of hidden layers and of the output, for `specOf`. Where there is no hidden layer: tanh. */
export function activationsOf({ activations, code }: ModelSpec): { readonly hidden: Activation; readonly output: Activation } {
  const hidden = activations.filter((_, k) => k !== code - 1 && k !== activations.length - 1);
  return { hidden: hidden[0] ?? 'tanh', output: activations.at(-1)! };
}
