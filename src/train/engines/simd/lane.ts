// What one thread does of a step: its rows of the batch, then its rows of every weight matrix.
import { PIXELS } from '../../../model/spec.ts';
import type { Kernels } from './kernels.ts';
import { share, type Plan, type PlanLayer } from './plan.ts';

export interface Lane {
  /** `rows` rows through the layers `from` to `to` of the plan, by this thread alone; the first layer's input is in place. */
  forward(rows: number, from: number, to: number): void;
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

  /** Address of row `first` of a matrix with `width` columns. */
  const at = (address: number, first: number, width: number) => address + 4 * first * width;

  function forward(first: number, rows: number, some: readonly PlanLayer[]): void {
    for (const { x, y, weightsAt, biasesAt, inputs, outputs, kind } of some) {
      const [w, b] = [parameters + weightsAt, parameters + biasesAt];
      kernels.forward(at(x, first, inputs), w, b, at(y, first, outputs), rows, inputs, outputs, kind, scratch);
    }
  }

  return {
    forward: (rows, from, to) => forward(0, rows, layers.slice(from, to)),
    propagate(count, learn) {
      const [from, to] = share(count, lanes, lane);
      const rows = to - from;
      if (rows === 0) return;
      kernels.intensities(plan.bytes + from * PIXELS, at(layers[0]!.x, from, PIXELS), rows * PIXELS);
      forward(from, rows, layers);
      const [output, error] = [at(last.y, from, PIXELS), learn ? at(last.error, from, PIXELS) : 0];
      const sums = plan.sums + 8 * from;
      kernels.squaredError(output, at(layers[0]!.x, from, PIXELS), sums, error, rows, PIXELS, last.kind, 2 / (plan.batch * PIXELS));
      if (!learn) return;
      for (const { x, error, errorBelow, weightsAt, inputs, outputs, kindBelow } of layers.slice(1).reverse()) {
        const [here, below] = [at(error, from, outputs), at(errorBelow, from, inputs)];
        kernels.backward(here, parameters + weightsAt, at(x, from, inputs), below, rows, inputs, outputs, kindBelow, scratch);
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
