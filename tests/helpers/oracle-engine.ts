// The oracle as an engine: exact and slow. Tests may falsify what it computes.
import { decode, encode, intensities, meanSquaredError } from '../../src/model/forward.ts';
import { adam, gradients } from '../../src/model/oracle.ts';
import { stepNoise } from '../../src/model/random.ts';
import { PIXELS } from '../../src/model/spec.ts';
import { batchAt, type Engine, type EngineSetup } from '../../src/train/engine.ts';

/** What is wrong with it; each takes the right value and gives the false one. */
export interface Faults {
  readonly cost?: (cost: number, step: number) => number;
  readonly noise?: (noise: (index: number) => number) => (index: number) => number;
  /** `[parameters]`, to be changed in place. */
  readonly gradient?: (gradient: Float64Array) => void;
  /** After an update. */
  readonly parameters?: (parameters: Float64Array, before: Float64Array) => void;
  readonly codes?: (codes: Float32Array) => Float32Array;
  readonly images?: (images: Float32Array) => Float32Array;
  readonly testCost?: (cost: number) => number;
  /** Milliseconds it waits before every call. */
  readonly delay?: number;
}

export const oracleEngine =
  (faults: Faults = {}) =>
  (setup: EngineSetup): Promise<Engine> => {
    const { spec, train, start, images, seed } = setup;
    const parameters = Float64Array.from(start.parameters);
    const state = {
      step: start.step,
      firstMoment: Float64Array.from(start.firstMoment),
      secondMoment: Float64Array.from(start.secondMoment),
    };
    const single = () => Float32Array.from(parameters);
    const wait = () => (faults.delay ? new Promise((resolve) => setTimeout(resolve, faults.delay)) : Promise.resolve());
    return Promise.resolve({
      name: 'tfjs-cpu',
      async steps(count, learningRateAt) {
        await wait();
        let cost = NaN;
        for (let k = 0; k < count; k++) {
          const batch = [...batchAt(setup, state.step)].flatMap((index) => [...images.subarray(index * PIXELS, (index + 1) * PIXELS)]);
          const noise = stepNoise(seed, state.step);
          const result = gradients(
            spec,
            parameters,
            Float64Array.from(batch, (byte) => byte / 255),
            faults.noise?.(noise) ?? noise,
          );
          cost = faults.cost?.(result.cost, state.step) ?? result.cost;
          const before = parameters.slice();
          faults.gradient?.(result.gradient);
          adam(parameters, result.gradient, state, learningRateAt(state.step), train);
          faults.parameters?.(parameters, before);
        }
        return cost;
      },
      async encode(values) {
        await wait();
        const codes = encode(spec, single(), values);
        return faults.codes?.(codes) ?? codes;
      },
      async decode(codes) {
        await wait();
        const decoded = decode(spec, single(), codes);
        return faults.images?.(decoded) ?? decoded;
      },
      async evaluate(bytes) {
        await wait();
        const values = intensities(bytes);
        const cost = meanSquaredError(decode(spec, single(), encode(spec, single(), values)), values);
        return faults.testCost?.(cost) ?? cost;
      },
      async snapshot() {
        await wait();
        return {
          step: state.step,
          parameters: single(),
          firstMoment: Float32Array.from(state.firstMoment),
          secondMoment: Float32Array.from(state.secondMoment),
        };
      },
      async parameters(use) {
        await wait();
        return use(single());
      },
      dispose() {},
    });
  };
