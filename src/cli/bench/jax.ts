// The same training step in jax-js, written as its author's demos are: one jitted function, and weights stay on the device.
import { blockUntilReady, defaultDevice, init, jit, numpy as np, tree, valueAndGrad, type Device } from '@jax-js/jax';
import { adamFactors } from '../../model/adam.ts';
import { intensities } from '../../model/forward.ts';
import { layerShapes, PIXELS } from '../../model/spec.ts';
import { batchAt, type Engine, type EngineSetup } from '../../train/engine.ts';

type State = {
  parameters: np.Array[];
  first: np.Array[];
  second: np.Array[];
};

/**
 * jax-js counts references: whoever is given an array frees it, and `.ref` keeps it for one more use. So each step's
 * arguments, the old weights among them, are freed as soon as its last kernel has read them.
 */
export async function createJax(setup: EngineSetup, device: Device): Promise<Pick<Engine, 'steps' | 'evaluate'>> {
  const { spec, train, start, images } = setup;
  if (!(await init(device)).includes(device)) throw new Error(`jax-js finds no ${device} here`);
  defaultDevice(device);
  const shapes = layerShapes(spec);
  const { beta1, beta2, epsilon, nesterov } = train.adam;

  const loss = (parameters: np.Array[], x: np.Array): np.Array => {
    let y = x.ref;
    shapes.forEach(({ activation }, k) => {
      y = np.dot(y, parameters[2 * k]!).add(parameters[2 * k + 1]!);
      if (activation === 'tanh') y = np.tanh(y);
    });
    return np.square(y.sub(x)).mean();
  };

  /** Adam, or Nadam, by the factors `[3]` of model/adam.ts: of the mean, of the gradient, of the square. */
  const step = jit(({ parameters, first, second }: State, x: np.Array, factors: np.Array): [np.Array, State] => {
    const [cost, gradient] = valueAndGrad(loss)(tree.ref(parameters), x);
    const [ofMean, ofGradient, ofSquare] = [0, 1, 2].map((k) => factors.ref.slice(k));
    const mean = first.map((each, k) => each.mul(beta1).add(gradient[k]!.ref.mul(1 - beta1)));
    const square = second.map((each, k) => each.mul(beta2).add(np.square(gradient[k]!.ref).mul(1 - beta2)));
    const moved = parameters.map((each, k) => {
      const ahead = mean[k]!.ref.mul(ofMean!.ref);
      const direction = nesterov ? ahead.add(gradient[k]!.ref.mul(ofGradient!.ref)) : ahead;
      return each.sub(direction.div(np.sqrt(square[k]!.ref.mul(ofSquare!.ref)).add(epsilon)));
    });
    for (const each of [ofMean!, ofGradient!, ofSquare!, factors, ...gradient]) each.dispose();
    return [cost, { parameters: moved, first: mean, second: square }];
  });
  const cost = jit(loss);

  const tensors = (values: Float32Array) =>
    shapes.flatMap(({ inputs, outputs, weightsAt, biasesAt }) => [
      np.array(values.slice(weightsAt, biasesAt), { shape: [inputs, outputs] }),
      np.array(values.slice(biasesAt, biasesAt + outputs), { shape: [outputs] }),
    ]);
  let state: State = {
    parameters: tensors(start.parameters),
    first: tensors(start.firstMoment),
    second: tensors(start.secondMoment),
  };
  let taken = start.step;

  // The images stay on the device, too: a batch is sent as its indices.
  const pixels = np.array(
    Float32Array.from(images, (byte) => byte / 255),
    { shape: [images.length / PIXELS, PIXELS] },
  );
  const gather = (step: number) => pixels.ref.slice(np.array(Int32Array.from(batchAt(setup, step)), { dtype: np.int32 }));

  return {
    async steps(count, learningRateAt) {
      let last: np.Array | undefined;
      let before: Promise<unknown> = Promise.resolve();
      for (let k = 0; k < count; k++) {
        const x = gather(taken);
        const learningRate = learningRateAt(taken++);
        const { mean, gradient, square } = adamFactors(train.adam, learningRate, taken);
        const [now, next] = step(state, x, np.array(Float32Array.of(mean, gradient, square)));
        state = next;
        // Arrays are lazy until somebody waits for them. On a graphics processor one step may queue behind the one that
        // runs, so that it is never idle; its author's demos wait for every single one.
        const ready = blockUntilReady(now);
        await (device === 'webgpu' ? before : ready);
        last?.dispose();
        [last, before] = [now, ready];
      }
      await before;
      return (await last!.data())[0]!;
    },
    async evaluate(bytes) {
      const x = np.array(Float32Array.from(intensities(bytes)), { shape: [bytes.length / PIXELS, PIXELS] });
      return (await cost(tree.ref(state.parameters), x).data())[0]!;
    },
  };
}
