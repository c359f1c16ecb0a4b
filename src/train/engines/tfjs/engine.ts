// The readable engine: TensorFlow.js on any of its backends, with automatic differentiation and its own Adam.
import {
  add,
  concat1d,
  getBackend,
  keep,
  matMul,
  mean,
  relu,
  reshape,
  sigmoid,
  squaredDifference,
  tanh,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  train as optimizers,
  variable,
  variableGrads,
  type AdamOptimizer,
  type Rank,
  type Tensor,
  type Tensor2D,
  type Variable,
} from '@tensorflow/tfjs-core';
import { codeSize, layerShapes, PIXELS, variantOf, type Activation, type LayerShape } from '../../../model/spec.ts';
import { intensities } from '../../../model/forward.ts';
import { stepNoise } from '../../../model/random.ts';
import type { Engine, EngineName, EngineSetup, Snapshot } from '../../engine.ts';
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

interface Layer {
  readonly shape: LayerShape;
  readonly weights: Variable;
  readonly biases: Variable;
}

const ACTIVATE: Readonly<Record<Activation, (x: Tensor) => Tensor>> = { linear: (x) => x, tanh, relu, sigmoid };

// #region forward
/** Sends `[n, inputs]` through a stretch of dense layers: encoder, decoder or both. */
function forward(layers: readonly Layer[], x: Tensor): Tensor {
  let y = x;
  for (const { shape, weights, biases } of layers) {
    y = ACTIVATE[shape.activation](add(matMul(y as Tensor2D, weights as Tensor2D), biases));
  }
  return y;
}
// #endregion

/** The engine on the backend that is active when it is made. */
export async function createTfjsEngine({ spec, train, start, images, seed, batchAt }: EngineSetup): Promise<Engine> {
  const made = (values: Float32Array, dimensions: number[]) => tidy(() => variable(tensor(values, dimensions)));
  const layers = layerShapes(spec).map((shape): Layer => {
    const { inputs, outputs, weightsAt, biasesAt } = shape;
    return {
      shape,
      weights: made(start.parameters.slice(weightsAt, biasesAt), [inputs, outputs]),
      biases: made(start.parameters.slice(biasesAt, biasesAt + outputs), [outputs]),
    };
  });
  const encoder = layers.slice(0, spec.code);
  const decoder = layers.slice(spec.code);
  const variant = variantOf(spec);
  const variables = layers.flatMap(({ weights, biases }) => [weights, biases]);
  // Epsilon is passed always: tfjs's default differs between its backends.
  const optimizer = optimizers.adam(train.learningRate, train.adam.beta1, train.adam.beta2, train.adam.epsilon);
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
  /**
   * One iteration: draw a batch, differentiate the loss, let Adam move the parameters.
   * Gives the loss before the move.
   */
  function takeStep(learningRate: number): Tensor {
    return tidy(() => {
      const x = tensor2d(gather(batchAt(step)), [train.batch, PIXELS]);
      const noise = noiseTensor(variant, size, train.batch, stepNoise(seed, step));
      let cost: Tensor;
      const { grads } = variableGrads(() => {
        const { z, penalty } = objective(variant, size, (values) => forward(encoder, values) as Tensor2D, x, noise);
        cost = keep(meanSquaredError(forward(decoder, z), x));
        return add(cost, penalty) as never;
      }, variables);
      setLearningRate(optimizer, learningRate);
      optimizer.applyGradients(grads as never);
      step += 1;
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
      const [cost] = await read(tidy(copying));
      sum += cost! * values.length;
    }
    return sum / bytes.length;
  }

  const flat = (tensors: readonly Tensor[]) => read(tidy(() => concat1d(tensors.map((each) => reshape<Rank.R1>(each, [-1])))));

  async function snapshot(): Promise<Snapshot> {
    const at = step;
    const [iterations, ...weights] = await optimizer.getWeights();
    iterations!.tensor.dispose();
    const moments = weights.map(({ tensor }) => tensor);
    const parameters = await flat(variables);
    const half = moments.length / 2;
    const [firstMoment, secondMoment] = await Promise.all(
      [moments.slice(0, half), moments.slice(half)].map((part) => (part.length ? flat(part) : new Float32Array(parameters.length))),
    );
    return { step: at, parameters, firstMoment: firstMoment!, secondMoment: secondMoment! };
  }

  await restoreMoments(optimizer, layers, start);

  function dispose(): void {
    for (const each of variables) each.dispose();
    optimizer.dispose();
  }

  // Reading takes time, in which another step would change what is being read.
  const inTurn = takingTurns();
  return {
    name: `tfjs-${getBackend()}` as EngineName,
    steps: (count, learningRateAt) => inTurn(() => steps(count, learningRateAt)),
    encode: (values) => inTurn(() => encode(values)),
    decode: (codes) => inTurn(() => decode(codes)),
    evaluate: (bytes) => inTurn(() => evaluate(bytes)),
    snapshot: () => inTurn(snapshot),
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

/** tfjs's Adam keeps its learning rate protected, though every update reads it afresh. */
function setLearningRate(optimizer: AdamOptimizer, learningRate: number): void {
  (optimizer as unknown as { learningRate: number }).learningRate = learningRate;
}

/** Gives Adam back its memory. At step 0 it has none, and makes its own. */
async function restoreMoments(
  optimizer: AdamOptimizer,
  layers: readonly Layer[],
  { step, firstMoment, secondMoment }: Snapshot,
): Promise<void> {
  if (step === 0) return;
  const tensors = (values: Float32Array): Tensor[] =>
    layers.flatMap(({ shape: { inputs, outputs, weightsAt, biasesAt } }) => [
      tensor2d(values.slice(weightsAt, biasesAt), [inputs, outputs]),
      tensor1d(values.slice(biasesAt, biasesAt + outputs)),
    ]);
  const all = [tensor1d([step], 'int32'), ...tensors(firstMoment), ...tensors(secondMoment)];
  await optimizer.setWeights(all.map((each, k) => ({ name: `moment ${k}`, tensor: each })));
  for (const each of all) each.dispose();
}
