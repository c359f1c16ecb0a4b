// What one thread does of a step: its rows of the batch, then its rows of every weight matrix.
import { CONTRACTIVE_STEP, PIXELS } from '../../../model/spec.ts';
import { createCodeStage } from './code-stage.ts';
import type { Kernels } from './kernels.ts';
import { share, type Plan, type PlanLayer } from './plan.ts';

export interface Lane {
  /** `rows` rows through the layers `from` to `to` of the plan, by this thread alone; the first layer's input is in place. */
  forward(rows: number, from: number, to: number): void;
  /**
   * The first `count` images through the whole network, and their squared errors; with `learn` also the layers' errors.
   * `key` is that of the step's noise, `first` the row of the batch that row 0 is.
   */
  propagate(count: number, learn: boolean, key?: number, first?: number): void;
  /** The gradient of this thread's rows of weights and biases, from the errors of `count` images. */
  gradient(count: number): void;
  /** Adam on the same rows. `rate` and `correction` as the kernel asks for them. */
  update(rate: number, correction: number): void;
}

export function createLane(kernels: Kernels, memory: WebAssembly.Memory, plan: Plan, lane: number): Lane {
  const { layers, parameters, adam, variant, clean } = plan;
  const [encoder, decoder] = [layers.slice(0, plan.code), layers.slice(plan.code)];
  const stage = createCodeStage(plan, memory);
  const input = layers[0]!.x;
  const twice = variant.kind === 'contractive';
  const lanes = plan.scratch.length;
  const scratch = plan.scratch[lane]!;
  const last = layers.at(-1)!;

  /** Address of row `first` of a matrix with `width` columns. */
  const at = (address: number, first: number, width: number) => address + 4 * first * width;

  function forward(first: number, rows: number, some: readonly PlanLayer[]): void {
    for (const { x, y, weightsAt, biasesAt, inputs, outputs, kind } of some) {
      const [w, b] = [parameters + weightsAt, parameters + biasesAt];
      kernels.forward(at(x, first, inputs), w, b, at(y, first, outputs), rows, inputs, outputs, kind, scratch);
    }
  }

  /** The errors below each of some layers, from the last to the first. */
  function backward(first: number, rows: number, some: readonly PlanLayer[]): void {
    for (const { x, error, errorBelow, weightsAt, inputs, outputs, kindBelow } of some.toReversed()) {
      const [here, below] = [at(error, first, outputs), at(errorBelow, first, inputs)];
      kernels.backward(here, parameters + weightsAt, at(x, first, inputs), below, rows, inputs, outputs, kindBelow, scratch);
    }
  }

  return {
    forward: (rows, from, to) => forward(0, rows, layers.slice(from, to)),
    propagate(count, learn, key = 0, first = 0) {
      const [from, to] = share(count, lanes, lane);
      const rows = to - from;
      if (rows === 0) return;
      const stretch = { from, rows, count, key, first };
      /** Where the rows begin: of the images, and of the stepped ones where there are any. */
      const starts = twice && learn ? [from, count + from] : [from];
      const images = at(clean, from, PIXELS);
      kernels.intensities(plan.bytes + from * PIXELS, images, rows * PIXELS);
      const noisy = (row: number, sigma: number) =>
        kernels.noisy(images, at(input, row, PIXELS), rows * PIXELS, sigma, key, (first + from) * PIXELS);
      if (variant.kind === 'denoising') {
        if (learn) noisy(from, variant.sigma);
        else kernels.intensities(plan.bytes + from * PIXELS, at(input, from, PIXELS), rows * PIXELS);
      }
      if (twice && learn) noisy(count + from, CONTRACTIVE_STEP);

      for (const start of starts) forward(start, rows, encoder);
      stage.forward(stretch, learn);
      forward(from, rows, decoder);
      const [output, error] = [at(last.y, from, PIXELS), learn ? at(last.error, from, PIXELS) : 0];
      kernels.squaredError(output, images, plan.sums + 8 * from, error, rows, PIXELS, last.kind, 2 / (plan.batch * PIXELS));
      if (!learn) return;
      backward(from, rows, decoder);
      stage.back(stretch);
      for (const start of starts) backward(start, rows, encoder.slice(1));
    },
    gradient(count) {
      for (const [k, { x, error, weightsAt, biasesAt, inputs, outputs }] of layers.entries()) {
        const rows = twice && k < plan.code ? 2 * count : count;
        const [from, to] = share(inputs, lanes, lane);
        if (to > from) kernels.weightGradient(x, error, plan.gradient + weightsAt, rows, inputs, outputs, from, to, scratch);
        if (k % lanes === lane) kernels.biasGradient(error, plan.gradient + biasesAt, rows, outputs);
      }
    },
    update(rate, correction) {
      const stretch = (offset: number, count: number) => {
        const [p, g, m, v] = [plan.parameters, plan.gradient, plan.first, plan.second].map((buffer) => buffer + offset);
        kernels.adam(p!, g!, m!, v!, count, rate, correction, adam.beta1, adam.beta2, adam.epsilon);
      };
      for (const [k, { weightsAt, biasesAt, inputs, outputs }] of layers.entries()) {
        const [from, to] = share(inputs, lanes, lane);
        if (to > from) stretch(weightsAt + 4 * from * outputs, (to - from) * outputs);
        if (k % lanes === lane) stretch(biasesAt, outputs);
      }
    },
  };
}
