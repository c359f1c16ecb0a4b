// What one thread does of a step: its rows of the batch, then its rows of every weight matrix.
import type { AdamFactors } from '../../../model/adam.ts';
import { PIXELS } from '../../../model/spec.ts';
import { VARIANTS } from '../../../model/variants/index.ts';
import { createCodeStage } from './code-stage.ts';
import type { Kernels } from './kernels.ts';
import { rowRange, type LayerLayout, type MemoryLayout } from './memory-layout.ts';

export interface ThreadKernels {
  /** `rows` rows through the layers `from` to `to` of the layout, by this thread alone; the first layer's input is in place. */
  forward(rows: number, from: number, to: number): void;
  /**
   * The first `count` images through the whole network, and their squared errors; with `learn` also the layers' errors.
   * `key` is that of the step's noise, `first` the row of the batch that row 0 is.
   */
  propagate(count: number, learn: boolean, key?: number, first?: number): void;
  /** The gradient of this thread's rows of weights and biases, from the errors of `count` images. */
  gradient(count: number): void;
  /** Adam on the same rows. */
  update(factors: AdamFactors): void;
}

/** Address of row `first` of a matrix with `width` columns. */
const rowAt = (address: number, first: number, width: number) => address + 4 * first * width;

/** The layers on rows `first` to `first + rows`. */
function createPasses(kernels: Kernels, parameters: number, scratch: number) {
  return {
    forward(first: number, rows: number, layers: readonly LayerLayout[]): void {
      for (const { x, y, weightsAt, biasesAt, inputs, outputs, kind } of layers) {
        const [w, b] = [parameters + weightsAt, parameters + biasesAt];
        kernels.forward(rowAt(x, first, inputs), w, b, rowAt(y, first, outputs), rows, inputs, outputs, kind, scratch);
      }
    },
    /** The errors below each layer, from the last to the first. */
    backward(first: number, rows: number, layers: readonly LayerLayout[]): void {
      for (const { x, error, errorBelow, weightsAt, inputs, outputs, kindBelow } of layers.toReversed()) {
        const [here, below] = [rowAt(error, first, outputs), rowAt(errorBelow, first, inputs)];
        kernels.backward(here, parameters + weightsAt, rowAt(x, first, inputs), below, rows, inputs, outputs, kindBelow, scratch);
      }
    },
  };
}

/** @param thread which of those that share the memory, from 0 */
export function createThreadKernels(kernels: Kernels, memory: WebAssembly.Memory, layout: MemoryLayout, thread: number): ThreadKernels {
  const { layers, variant, clean } = layout;
  const [encoder, decoder] = [layers.slice(0, layout.code), layers.slice(layout.code)];
  const stage = createCodeStage(layout, memory);
  const input = layers[0]!.x;
  const { encoderInput } = VARIANTS[variant.kind];
  const twins = encoderInput.kind === 'twins';
  const threads = layout.scratch.length;
  const scratch = layout.scratch[thread]!;
  const last = layers.at(-1)!;
  const { forward, backward } = createPasses(kernels, layout.parameters, scratch);

  return {
    forward: (rows, from, to) => forward(0, rows, layers.slice(from, to)),
    propagate(count, learn, key = 0, first = 0) {
      const [from, to] = rowRange(count, threads, thread);
      const rows = to - from;
      if (rows === 0) return;
      const span = { from, rows, count, key, first };
      /** Where the rows begin: of the images, and of their twins where there are any. */
      const starts = twins && learn ? [from, count + from] : [from];
      const images = rowAt(clean, from, PIXELS);
      kernels.intensities(layout.bytes + from * PIXELS, images, rows * PIXELS);
      if (learn && encoderInput.kind !== 'clean') {
        const noisy = rowAt(input, starts.at(-1)!, PIXELS);
        kernels.noisy(images, noisy, rows * PIXELS, encoderInput.sigma(variant.level), key, (first + from) * PIXELS);
      } else if (clean !== input) kernels.intensities(layout.bytes + from * PIXELS, rowAt(input, from, PIXELS), rows * PIXELS);

      for (const start of starts) forward(start, rows, encoder);
      stage.forward(span, learn);
      forward(from, rows, decoder);
      const [output, error] = [rowAt(last.y, from, PIXELS), learn ? rowAt(last.error, from, PIXELS) : 0];
      kernels.squaredError(output, images, layout.sums + 8 * from, error, rows, PIXELS, last.kind, 2 / (layout.batch * PIXELS));
      if (!learn) return;
      backward(from, rows, decoder);
      stage.back(span);
      for (const start of starts) backward(start, rows, encoder.slice(1));
    },
    gradient(count) {
      for (const [k, { x, error, weightsAt, biasesAt, inputs, outputs }] of layers.entries()) {
        const rows = twins && k < layout.code ? 2 * count : count;
        const [from, to] = rowRange(inputs, threads, thread);
        if (to > from) kernels.weightGradient(x, error, layout.gradient + weightsAt, rows, inputs, outputs, from, to, scratch);
        if (k % threads === thread) kernels.biasGradient(error, layout.gradient + biasesAt, rows, outputs);
      }
    },
    update({ mean, gradient: ahead, square }) {
      const { parameters, gradient, firstMoment, secondMoment, adam } = layout;
      const updateSome = (offset: number, count: number) => {
        const [p, g, m, v] = [parameters, gradient, firstMoment, secondMoment].map((buffer) => buffer + offset);
        kernels.adam(p!, g!, m!, v!, count, mean, ahead, square, adam.beta1, adam.beta2, adam.epsilon);
      };
      for (const [k, { weightsAt, biasesAt, inputs, outputs }] of layers.entries()) {
        const [from, to] = rowRange(inputs, threads, thread);
        if (to > from) updateSome(weightsAt + 4 * from * outputs, (to - from) * outputs);
        if (k % threads === thread) updateSome(biasesAt, outputs);
      }
    },
  };
}
