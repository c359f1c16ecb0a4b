// The readable engine: TensorFlow.js on any of its backends, with automatic differentiation.
import {
  add,
  concat1d,
  div,
  getBackend,
  keep,
  matMul,
  mean,
  mul,
  relu,
  reshape,
  setBackend,
  sigmoid,
  sqrt,
  square,
  squaredDifference,
  sub,
  tanh,
  tensor,
  tensor2d,
  tidy,
  variable,
  variableGrads,
  type Rank,
  type Tensor,
  type Tensor2D,
  type Variable,
} from '@tensorflow/tfjs-core';
import { adamFactors, type AdamFactors } from '../../../model/adam.ts';
import { codeSize, layerShapes, PIXELS, variantOf, type Activation, type LayerShape } from '../../../model/spec.ts';
import { intensities } from '../../../model/forward.ts';
import { stepNoise } from '../../../model/random.ts';
import { batchAt, type Engine, type EngineName, type EngineSetup, type Snapshot } from '../../engine.ts';
import { takingTurns } from '../../in-turn.ts';
import { registerGradients } from './gradients.ts';
import { codeOf, noiseTensor, objective } from './objective.ts';

declare module '../../engine.ts' {
  interface EngineNames {
    'tfjs-webgpu': true;
    'tfjs-wasm': true;
    'tfjs-webgl': true;
    'tfjs-cpu': true;
  }
}

registerGradients();

/** A tensor that is learned, with Adam's two means. */
interface Learned {
  readonly value: Variable;
  readonly first: Variable;
  readonly second: Variable;
}

interface Layer {
  readonly shape: LayerShape;
  readonly weights: Learned;
  readonly biases: Learned;
}

const ACTIVATE: Readonly<Record<Activation, (x: Tensor) => Tensor>> = { linear: (x) => x, tanh, relu, sigmoid };

// #region forward
/** Sends `[n, inputs]` through a stretch of dense layers: encoder, decoder or both. */
function forward(layers: readonly Layer[], x: Tensor): Tensor {
  let y = x;
  for (const { shape, weights, biases } of layers) {
    y = ACTIVATE[shape.activation](add(matMul(y as Tensor2D, weights.value as Tensor2D), biases.value));
  }
  return y;
}
// #endregion

/** The engine on a backend that has been started, by default the active one. */
export async function createTfjsEngine(setup: EngineSetup, backend = getBackend()): Promise<Engine> {
  const { spec, train, start, images, seed } = setup;
  /** One backend is active for all engines of TensorFlow.js, and another of them may have made its own the active one. */
  const onOwn = <Value>(work: () => Value): Value => {
    // Of a backend that has been started this is done before it returns.
    if (getBackend() !== backend) void setBackend(backend);
    return work();
  };
  const made = (from: number, to: number, dimensions: number[]): Learned => {
    const each = (values: Float32Array) => onOwn(() => tidy(() => variable(tensor(values.slice(from, to), dimensions))));
    return { value: each(start.parameters), first: each(start.firstMoment), second: each(start.secondMoment) };
  };
  const layers = layerShapes(spec).map((shape): Layer => {
    const { inputs, outputs, weightsAt, biasesAt } = shape;
    return {
      shape,
      weights: made(weightsAt, biasesAt, [inputs, outputs]),
      biases: made(biasesAt, biasesAt + outputs, [outputs]),
    };
  });
  const encoder = layers.slice(0, spec.code);
  const decoder = layers.slice(spec.code);
  const variant = variantOf(spec);
  const learned = layers.flatMap(({ weights, biases }) => [weights, biases]);
  const variables = learned.map(({ value }) => value);
  let step = start.step;

  const size = codeSize(spec);
  /** Images `[n, 784]` to codes. */
  const coded = (x: Tensor): Tensor => codeOf(variant, size, forward(encoder, x) as Tensor2D);

  // #region loss
  /** Mean squared error over the batch and its pixels, image by image: one long sum of float32 loses digits. */
  const meanSquaredError = (y: Tensor, x: Tensor) => mean(mean(squaredDifference(y, x), 1));
  // #endregion

  /** The images of a batch, `[batch, 784]`, bytes made intensities. */
  function gather(indices: Int32Array): Float32Array {
    const batch = new Float32Array(indices.length * PIXELS);
    indices.forEach((index, n) => {
      for (let i = 0; i < PIXELS; i++) batch[n * PIXELS + i] = images[index * PIXELS + i]! / 255;
    });
    return batch;
  }

  // #region step
  /** Adam, or Nadam: moves a tensor against its gradient, by the running means of the gradient and of its square. */
  function update({ value, first, second }: Learned, gradient: Tensor, factors: AdamFactors): void {
    const { beta1, beta2, epsilon } = train.adam;
    first.assign(add(mul(first, beta1), mul(gradient, 1 - beta1)));
    second.assign(add(mul(second, beta2), mul(square(gradient), 1 - beta2)));
    const direction = factors.gradient === 0 ? mul(first, factors.mean) : add(mul(first, factors.mean), mul(gradient, factors.gradient));
    value.assign(sub(value, div(direction, add(sqrt(mul(second, factors.square)), epsilon))));
  }

  /**
   * One iteration: draw a batch, differentiate the loss, move the parameters.
   * Gives the loss before the move.
   */
  function takeStep(learningRate: number): Tensor {
    return tidy(() => {
      const x = tensor2d(gather(batchAt(setup, step)), [train.batch, PIXELS]);
      const noise = noiseTensor(variant, size, train.batch, stepNoise(seed, step));
      let cost: Tensor;
      const { grads } = variableGrads(() => {
        const { z, penalty } = objective(variant, size, (values) => forward(encoder, values) as Tensor2D, x, noise);
        cost = keep(meanSquaredError(forward(decoder, z), x));
        return add(cost, penalty) as never;
      }, variables);
      step += 1;
      const factors = adamFactors(train.adam, learningRate, step);
      for (const each of learned) update(each, grads[each.value.name]!, factors);
      return cost!;
    });
  }
  // #endregion

  async function steps(count: number, learningRateAt: (step: number) => number): Promise<number> {
    let cost: Tensor | undefined;
    for (let k = 0; k < count; k++) {
      cost?.dispose();
      cost = takeStep(learningRateAt(step));
    }
    return (await read(cost!))[0]!;
  }

  // #region encode
  /** Images `[n, 784]` to codes `[n, code]`. */
  function encode(values: Float32Array): Promise<Float32Array> {
    return read(tidy(() => coded(tensor2d(values, [values.length / PIXELS, PIXELS]))));
  }
  // #endregion

  // #region decode
  /** Codes `[n, code]` to images `[n, 784]`. */
  function decode(codes: Float32Array): Promise<Float32Array> {
    return read(tidy(() => forward(decoder, tensor2d(codes, [codes.length / size, size]))));
  }
  // #endregion

  async function evaluate(bytes: Uint8Array): Promise<number> {
    let sum = 0;
    const chunk = 500 * PIXELS;
    for (let at = 0; at < bytes.length; at += chunk) {
      const values = intensities(bytes.subarray(at, at + chunk));
      const copying = () => {
        const x = tensor2d(values, [values.length / PIXELS, PIXELS]);
        return meanSquaredError(forward(decoder, coded(x)), x);
      };
      const [cost] = await read(onOwn(() => tidy(copying)));
      sum += cost! * values.length;
    }
    return sum / bytes.length;
  }

  const flat = (tensors: readonly Tensor[]) => read(tidy(() => concat1d(tensors.map((each) => reshape<Rank.R1>(each, [-1])))));

  async function snapshot(): Promise<Snapshot> {
    const at = step;
    const parts = (['value', 'first', 'second'] as const).map((part) => flat(learned.map((each) => each[part])));
    const [parameters, firstMoment, secondMoment] = await Promise.all(parts);
    return { step: at, parameters: parameters!, firstMoment: firstMoment!, secondMoment: secondMoment! };
  }

  function dispose(): void {
    for (const { value, first, second } of learned) for (const each of [value, first, second]) each.dispose();
  }

  // Reading takes time, in which another step would change what is being read.
  const inTurn = takingTurns();
  return {
    name: `tfjs-${backend}` as EngineName,
    steps: (count, learningRateAt) => inTurn(() => onOwn(() => steps(count, learningRateAt))),
    encode: (values) => inTurn(() => onOwn(() => encode(values))),
    decode: (codes) => inTurn(() => onOwn(() => decode(codes))),
    evaluate: (bytes) => inTurn(() => evaluate(bytes)),
    snapshot: () => inTurn(() => onOwn(snapshot)),
    parameters: (use) => inTurn(() => onOwn(async () => use(await flat(learned.map(({ value }) => value))))),
    dispose,
  };
}

/** Reads a tensor without blocking, and frees it. */
async function read(result: Tensor): Promise<Float32Array> {
  try {
    return (await result.data<'float32'>()) as Float32Array;
  } finally {
    result.dispose();
  }
}
