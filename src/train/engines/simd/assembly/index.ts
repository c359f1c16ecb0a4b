// What the engine calls: dense layers forward and backward, the cost, Adam. Addresses are bytes, counts are numbers.
import { multiply } from './gemm';
import { activate, multiplyAdd, slope } from './vector';

export { scratchBytes } from './gemm';

/** A last stretch of fewer than four numbers is worked on in a vector of its own. */
function loadSome(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  let some = f32x4.splat(0);
  if (count > 0) some = f32x4.replace_lane(some, 0, load<f32>(from));
  if (count > 1) some = f32x4.replace_lane(some, 1, load<f32>(from, 4));
  if (count > 2) some = f32x4.replace_lane(some, 2, load<f32>(from, 8));
  return some;
}

function storeSome(to: usize, some: v128, count: i32): void {
  if (count >= 4) v128.store(to, some);
  else {
    if (count > 0) store<f32>(to, f32x4.extract_lane(some, 0));
    if (count > 1) store<f32>(to, f32x4.extract_lane(some, 1), 4);
    if (count > 2) store<f32>(to, f32x4.extract_lane(some, 2), 8);
  }
}

/** Bytes 0..255 to intensities 0..1. */
export function intensities(bytes: usize, to: usize, count: i32): void {
  for (let i: i32 = 0; i < count; i++) store<f32>(to + ((<usize>i) << 2), <f32>load<u8>(bytes + i) / 255);
}

/** Mixes a 32-bit state to a well-spread 32-bit value: `mix` of src/model/random.ts, whose `noiseAt` the next function is. */
function mix(state: u32): u32 {
  let h = (state ^ (state >>> 16)) * 0x85ebca6b;
  h = (h ^ (h >>> 13)) * 0xc2b2ae35;
  return h ^ (h >>> 16);
}

/** to = x + sigma noise: `count` numbers, the noise those of step `key` from index `first` on. */
export function noisy(x: usize, to: usize, count: i32, sigma: f32, key: u32, first: u32): void {
  for (let i: i32 = 0; i < count; i++) {
    const h = mix(key + (first + i) * 0x9e3779b9);
    const sum = (h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24);
    const noise = <f32>(<i32>sum - 510) * <f32>0.006765875034034252;
    const offset = (<usize>i) << 2;
    store<f32>(to + offset, load<f32>(x + offset) + sigma * noise);
  }
}

/** y [rows, outputs] = activation(x [rows, inputs] W [inputs, outputs] + b). */
export function forward(x: usize, w: usize, b: usize, y: usize, rows: i32, inputs: i32, outputs: i32, kind: i32, scratch: usize): void {
  const width = (<usize>outputs) << 2;
  for (let r: i32 = 0; r < rows; r++) memory.copy(y + r * width, b, width);
  multiply(x, inputs, 1, w, outputs, 1, y, rows, outputs, inputs, scratch);
  if (kind == 0) return;
  const count = rows * outputs;
  for (let i: i32 = 0; i < count; i += 4) {
    const at = y + ((<usize>i) << 2);
    storeSome(at, activate(kind, loadSome(at, count - i)), count - i);
  }
}

/**
 * The error of the layer below, [rows, inputs]: (error [rows, outputs] W^T) times the slope of that layer's activation
 * at its output x.
 */
export function backward(
  error: usize,
  w: usize,
  x: usize,
  below: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
  kind: i32,
  scratch: usize,
): void {
  const count = rows * inputs;
  memory.fill(below, 0, (<usize>count) << 2);
  multiply(error, outputs, 1, w, 1, outputs, below, rows, inputs, outputs, scratch);
  if (kind == 0) return;
  for (let i: i32 = 0; i < count; i += 4) {
    const offset = (<usize>i) << 2;
    storeSome(below + offset, f32x4.mul(loadSome(below + offset, count - i), slope(kind, loadSome(x + offset, count - i))), count - i);
  }
}

/** Rows from..to of the weights' gradient x^T error, [inputs, outputs]; `rows` is the batch. */
export function weightGradient(
  x: usize,
  error: usize,
  gradient: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
  from: i32,
  to: i32,
  scratch: usize,
): void {
  const width = (<usize>outputs) << 2;
  memory.fill(gradient + from * width, 0, (to - from) * width);
  multiply(x + ((<usize>from) << 2), 1, inputs, error, outputs, 1, gradient + from * width, to - from, outputs, rows, scratch);
}

/** The biases' gradient: the sum over the batch's rows of error [rows, outputs]. */
export function biasGradient(error: usize, gradient: usize, rows: i32, outputs: i32): void {
  for (let j: i32 = 0; j < outputs; j += 4) {
    let sum = f32x4.splat(0);
    let at = error + ((<usize>j) << 2);
    for (let r: i32 = 0; r < rows; r++, at += (<usize>outputs) << 2) sum = f32x4.add(sum, loadSome(at, outputs - j));
    storeSome(gradient + ((<usize>j) << 2), sum, outputs - j);
  }
}

/**
 * Of each row: the sum of (y - x)^2, as a float64 in `sums`, and where `error` is not 0 the output's error
 * scale (y - x) slope(y), which is dCost/dOutput when scale = 2 / (batch * width).
 */
export function squaredError(y: usize, x: usize, sums: usize, error: usize, rows: i32, width: i32, kind: i32, scale: f32): void {
  for (let r: i32 = 0; r < rows; r++) {
    let sum = f32x4.splat(0);
    for (let i: i32 = 0; i < width; i += 4) {
      const offset = (<usize>(r * width + i)) << 2;
      const output = loadSome(y + offset, width - i);
      const difference = f32x4.sub(output, loadSome(x + offset, width - i));
      sum = multiplyAdd(difference, difference, sum);
      if (error) storeSome(error + offset, f32x4.mul(f32x4.mul(difference, f32x4.splat(scale)), slope(kind, output)), width - i);
    }
    const total =
      <f64>f32x4.extract_lane(sum, 0) + <f64>f32x4.extract_lane(sum, 1) + <f64>f32x4.extract_lane(sum, 2) + <f64>f32x4.extract_lane(sum, 3);
    store<f64>(sums + ((<usize>r) << 3), total);
  }
}

/**
 * Adam or Nadam over a stretch of `count` numbers, all in one pass. `mean`, `ahead` and `square` are the factors of the mean, of the
 * gradient and of the mean of its square (src/model/adam.ts).
 */
export function adam(
  parameters: usize,
  gradient: usize,
  first: usize,
  second: usize,
  count: i32,
  mean: f32,
  ahead: f32,
  square: f32,
  beta1: f32,
  beta2: f32,
  epsilon: f32,
): void {
  for (let i: i32 = 0; i < count; i += 4) {
    const offset = (<usize>i) << 2;
    const left = count - i;
    const g = loadSome(gradient + offset, left);
    const m = multiplyAdd(f32x4.splat(beta1), loadSome(first + offset, left), f32x4.mul(f32x4.splat(1 - beta1), g));
    const v = multiplyAdd(f32x4.splat(beta2), loadSome(second + offset, left), f32x4.mul(f32x4.splat(1 - beta2), f32x4.mul(g, g)));
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(v, f32x4.splat(square))), f32x4.splat(epsilon));
    const direction = multiplyAdd(f32x4.splat(ahead), g, f32x4.mul(f32x4.splat(mean), m));
    const p = f32x4.sub(loadSome(parameters + offset, left), f32x4.div(direction, root));
    storeSome(first + offset, m, left);
    storeSome(second + offset, v, left);
    storeSome(parameters + offset, p, left);
  }
}
