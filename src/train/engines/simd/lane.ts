// What one thread does of a step: its rows of the batch, then its rows of every weight matrix.
import { PIXELS } from '../../../model/spec.ts';
import type { Kernels } from './kernels.ts';
import { share, type Plan } from './plan.ts';

export interface Lane {
  /** The first `count` images through the whole network, and their squared errors; with `learn` also the layers' errors. */
  propagate(count: number, learn: boolean): void;
  /** The gradient of this thread's rows of weights and biases, from the errors of `count` images. */
  gradient(count: number): void;
  /** Adam on the same rows. `rate` and `correction` as the kernel asks for them. */
  update(rate: number, correction: number): void;
}

export function createLane(kernels: Kernels, plan: Plan, lane: number): Lane {
  const { layers, parameters, adam } = plan;
  const lanes = plan.scratch.length;
  const scratch = plan.scratch[lane]!;
  const last = layers.at(-1)!;

  return {
    propagate(count, learn) {
      const [from, to] = share(count, lanes, lane);
      const rows = to - from;
      if (rows === 0) return;
      const at = (address: number, width: number) => address + 4 * from * width;
      kernels.intensities(plan.bytes + from * PIXELS, at(layers[0]!.x, PIXELS), rows * PIXELS);
      for (const { x, y, weightsAt, biasesAt, inputs, outputs, kind } of layers) {
        const [w, b] = [parameters + weightsAt, parameters + biasesAt];
        kernels.forward(at(x, inputs), w, b, at(y, outputs), rows, inputs, outputs, kind, scratch);
      }
      const [output, error] = [at(last.y, PIXELS), learn ? at(last.error, PIXELS) : 0];
      const sums = plan.sums + 8 * from;
      kernels.squaredError(output, at(layers[0]!.x, PIXELS), sums, error, rows, PIXELS, last.kind, 2 / (plan.batch * PIXELS));
      if (!learn) return;
      for (const { x, error, errorBelow, weightsAt, inputs, outputs, kindBelow } of layers.slice(1).reverse()) {
        const [here, below] = [at(error, outputs), at(errorBelow, inputs)];
        kernels.backward(here, parameters + weightsAt, at(x, inputs), below, rows, inputs, outputs, kindBelow, scratch);
      }
    },
    gradient(count) {
      for (const [k, { x, error, weightsAt, biasesAt, inputs, outputs }] of layers.entries()) {
        const [from, to] = share(inputs, lanes, lane);
        if (to > from) kernels.weightGradient(x, error, plan.gradient + weightsAt, count, inputs, outputs, from, to, scratch);
        if (k % lanes === lane) kernels.biasGradient(error, plan.gradient + biasesAt, count, outputs);
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
