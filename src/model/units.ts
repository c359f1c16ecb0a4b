// What single units do: their weights as images, and their activation on many inputs.
import { chain } from './forward.ts';
import { codeSize, layerShapes, PIXELS, type LayerShape, type ModelSpec } from './spec.ts';

/** How many units layer `layer` has, 1 for the first hidden layer; units of the code are means where the encoder is variational. */
export function unitCount(spec: ModelSpec, layer: number): number {
  return spec.units[layer]!;
}

/** Layers up to the code are fed by images, those after it by codes. */
export function isEncoderLayer(spec: ModelSpec, layer: number): boolean {
  return layer <= spec.code;
}

/** What a unit of this layer can give: tanh and sigmoid end, the others do not. */
export function unitRange(spec: ModelSpec, layer: number): readonly [low: number, high: number] {
  const activation = spec.activations[layer - 1]!;
  if (activation === 'tanh') return [-1, 1];
  return activation === 'sigmoid' ? [0, 1] : [-Infinity, Infinity];
}

/** Euclidean length of each first-layer unit's weights: `[units]`. */
export function weightNorms(spec: ModelSpec, parameters: Float32Array): Float32Array {
  const { inputs, outputs, weightsAt } = layerShapes(spec)[0]!;
  const squares = new Float64Array(outputs);
  for (let i = 0; i < inputs; i++) {
    for (let j = 0; j < outputs; j++) squares[j]! += parameters[weightsAt + i * outputs + j]! ** 2;
  }
  return Float32Array.from(squares.subarray(0, unitCount(spec, 1)), Math.sqrt);
}

/** Weights of first-layer units as images: `[n, 784]`. */
export function weightImages(spec: ModelSpec, parameters: Float32Array, units: readonly number[]): Float32Array {
  const { outputs, weightsAt } = layerShapes(spec)[0]!;
  const images = new Float32Array(units.length * PIXELS);
  units.forEach((unit, n) => {
    for (let i = 0; i < PIXELS; i++) images[n * PIXELS + i] = parameters[weightsAt + i * outputs + unit]!;
  });
  return images;
}

/** The magnitude that 99 % of the first layer's weights stay under, judged by every 13th: where a scale for all of them should end. `parameters`: `[n]`, as `layerShapes` lays them out. */
export function weightScale(spec: ModelSpec, parameters: Float32Array): number {
  const { inputs, outputs, weightsAt } = layerShapes(spec)[0]!;
  const sizes = Float32Array.from({ length: Math.ceil((inputs * outputs) / 13) }, (_, k) => Math.abs(parameters[weightsAt + 13 * k]!));
  return sizes.sort()[Math.floor(0.99 * sizes.length)]!;
}

/** Indices of the `count` largest of values `[n]`, largest first; of equal ones the earlier first. */
export function largest(values: Float32Array, count: number): number[] {
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
  return order.slice(0, count);
}

/**
 * What one unit adds up for each input, before its activation function: `[n]`.
 * @param inputs images `[n, 784]` for a layer of the encoder, codes `[n, code]` for one of the decoder
 */
export function unitSums(spec: ModelSpec, parameters: Float32Array, layer: number, unit: number, inputs: Float32Array): Float32Array {
  if (!(layer >= 1 && layer < spec.units.length)) throw new Error(`the network has no layer ${layer}`);
  if (!(unit >= 0 && unit < unitCount(spec, layer))) throw new Error(`layer ${layer} has no unit ${unit}`);
  const from = isEncoderLayer(spec, layer) ? 0 : spec.code;
  const width = from === 0 ? PIXELS : codeSize(spec);
  if (inputs.length % width !== 0) throw new Error(`inputs of layer ${layer} must come in rows of ${width}`);
  const shapes = layerShapes(spec).slice(from, layer);
  const { inputs: fanIn, outputs, weightsAt, biasesAt } = shapes.at(-1)!;
  // The unit as a layer of its own: its column of the weights, then its bias.
  const own = Float32Array.from({ length: fanIn + 1 }, (_, i) => parameters[(i < fanIn ? weightsAt + i * outputs : biasesAt) + unit]!);
  const alone: LayerShape = { inputs: fanIn, outputs: 1, activation: 'linear', weightsAt: 0, biasesAt: fanIn };
  const before = shapes.length > 1 ? chain(shapes.slice(0, -1), parameters, inputs) : inputs;
  return chain([alone], own, before);
}

/** The layer's activation function of weighted sums `[n]`. */
export function activated(spec: ModelSpec, layer: number, sums: Float32Array): Float32Array {
  const identity: LayerShape = { inputs: 1, outputs: 1, activation: spec.activations[layer - 1]!, weightsAt: 0, biasesAt: 1 };
  return chain([identity], Float32Array.of(1, 0), sums);
}
