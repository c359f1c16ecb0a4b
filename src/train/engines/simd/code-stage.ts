// What a variant does between encoder and decoder. A code has few numbers: this is no work for kernels. Formulas: `Variant` in model/spec.ts.
import { noiseAt } from '../../../model/random.ts';
import { CONTRACTIVE_STEP, PIXELS } from '../../../model/spec.ts';
import { KIND } from './kernels.ts';
import type { Plan } from './plan.ts';

/** Rows of a thread, and where its noise begins. */
export interface Stretch {
  /** First row, and how many. */
  readonly from: number;
  readonly rows: number;
  /** Rows of the batch at hand: those of the stepped images come after them. */
  readonly count: number;
  /** Key of the step's noise, and the row of the batch that row 0 is. */
  readonly key: number;
  readonly first: number;
}

export interface CodeStage {
  /** h to z; `learn` samples, else z is the mean. */
  forward(stretch: Stretch, learn: boolean): void;
  /** dCost/dz to dCost/d(sum before the code's activation). */
  back(stretch: Stretch): void;
}

/** Derivative of an activation in terms of its output, by the kernels' numbers. */
function slope(kind: number, y: number): number {
  if (kind === KIND.tanh) return 1 - y * y;
  if (kind === KIND.sigmoid) return y * (1 - y);
  if (kind === KIND.relu) return y > 0 ? 1 : 0;
  return 1;
}

export function createCodeStage({ stage, variant, batch }: Plan, memory: WebAssembly.Memory): CodeStage {
  const { size, kind } = stage;
  const floats = new Float32Array(memory.buffer);
  const [h, hError, z, zError] = [stage.h, stage.hError, stage.z, stage.zError].map((address) => address / 4) as [
    number,
    number,
    number,
    number,
  ];
  const slopeAt = (i: number) => slope(kind, floats[h + i]!);
  const none = { forward() {}, back() {} };

  switch (variant.kind) {
    case 'sparse': {
      const share = variant.weight / (batch * size);
      return {
        ...none,
        back({ from, rows }) {
          for (let i = from * size; i < (from + rows) * size; i++) {
            floats[hError + i] = (floats[zError + i]! + share * Math.sign(floats[h + i]!)) * slopeAt(i);
          }
        },
      };
    }
    case 'contractive': {
      const share = variant.weight / (batch * CONTRACTIVE_STEP ** 2);
      return {
        ...none,
        back({ from, rows, count }) {
          for (let i = from * size; i < (from + rows) * size; i++) {
            const stepped = i + count * size;
            const moved = 2 * share * (floats[h + stepped]! - floats[h + i]!);
            floats[hError + stepped] = moved * slopeAt(stepped);
            floats[hError + i] = (floats[zError + i]! - moved) * slopeAt(i);
          }
        },
      };
    }
    case 'variational': {
      const share = variant.beta / (PIXELS * batch);
      /** Calls back with the place of a code unit, of its mean, and its noise. */
      const each = ({ from, rows, key, first }: Stretch, visit: (at: number, mean: number, noise: number) => void) => {
        for (let row = from; row < from + rows; row++) {
          for (let j = 0; j < size; j++) visit(row * size + j, 2 * row * size + j, noiseAt(key, (first + row) * size + j));
        }
      };
      return {
        forward(stretch, learn) {
          each(stretch, (at, mean, noise) => {
            floats[z + at] = floats[h + mean]! + (learn ? Math.exp(floats[h + mean + size]! / 2) * noise : 0);
          });
        },
        back(stretch) {
          each(stretch, (at, mean, noise) => {
            const sigma = Math.exp(floats[h + mean + size]! / 2);
            const error = floats[zError + at]!;
            floats[hError + mean] = (error + share * floats[h + mean]!) * slopeAt(mean);
            floats[hError + mean + size] = 0.5 * (error * noise * sigma + share * (sigma * sigma - 1)) * slopeAt(mean + size);
          });
        },
      };
    }
    default:
      return none;
  }
}
