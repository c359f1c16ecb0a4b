// Small made-up data for figure cases: seeded, so that pictures repeat; they are results of nothing.
import type { CostPoint } from '../../model/cost.ts';
import { random } from '../../model/random.ts';
import { PIXELS, SIDE } from '../../model/spec.ts';

/** `[count, 784]` slanted strokes with soft edges, a little different each: enough to see rows, columns and orientation. */
export function strokes(count: number, seed: number): Float32Array {
  const { uniform } = random(seed, 'case strokes');
  const images = new Float32Array(count * PIXELS);
  for (let n = 0; n < count; n++) {
    const [slant, width, offset] = [uniform() - 0.5, 1 + 2 * uniform(), 4 * uniform() - 2];
    for (let row = 5; row < SIDE - 5; row++) {
      for (let column = 0; column < SIDE; column++) {
        const distance = Math.abs(column - SIDE / 2 - offset + slant * (row - SIDE / 2));
        images[n * PIXELS + row * SIDE + column] = Math.max(0, Math.min(1, width - distance));
      }
    }
  }
  return images;
}

/** Costs falling from `start` to `end` over `steps`, with noise in the batch cost and a test cost at every tenth report. */
export function falling(steps: number, every: number, start: number, end: number, seed: number): CostPoint[] {
  const { normal } = random(seed, 'case costs');
  return Array.from({ length: Math.floor(steps / every) + 1 }, (_, k) => {
    const step = k * every;
    const cost = end + (start - end) * Math.exp(-step / (0.03 * steps)) + 0.01 * Math.exp(-step / steps);
    const noisy = Math.max(0.001, cost * (1 + 0.03 * normal()));
    return k % 10 === 0 ? { step, cost: noisy, testCost: cost } : { step, cost: noisy };
  });
}
