// What a variant does between encoder and decoder, by its own formulas: a code has few numbers, which is no work for kernels.
import { noiseAt } from '../../../model/random.ts';
import { VARIANTS } from '../../../model/variants/index.ts';
import type { Noise } from '../../../model/variants/variant.ts';
import { KIND } from './kernels.ts';
import type { MemoryLayout } from './memory-layout.ts';

/** Rows of a thread, and where its noise begins. */
export interface RowSpan {
  /** First row, and how many. */
  readonly from: number;
  readonly rows: number;
  /** Rows of the batch at hand: their twins come after them. */
  readonly count: number;
  /** Key of the step's noise, and the row of the batch that row 0 is. */
  readonly key: number;
  readonly first: number;
}

export interface CodeStage {
  /** h to z; `learn` draws noise where the variant has any. */
  forward(span: RowSpan, learn: boolean): void;
  /** dCost/dz to dCost/d(sum before the code's activation). */
  back(span: RowSpan): void;
}

/** Derivative of an activation in terms of its output, by the kernels' numbers. */
function slope(kind: number, y: number): number {
  if (kind === KIND.tanh) return 1 - y * y;
  if (kind === KIND.sigmoid) return y * (1 - y);
  if (kind === KIND.relu) return y > 0 ? 1 : 0;
  return 1;
}

export function createCodeStage({ stage: at, variant, batch }: MemoryLayout, memory: WebAssembly.Memory): CodeStage {
  const { stage, columns, strength, encoderInput } = VARIANTS[variant.kind];
  if (!stage) return { forward() {}, back() {} };
  const { size, kind } = at;
  const numbers = (address: number) => new Float32Array(memory.buffer, address);
  const [h, hError] = [numbers(at.h), numbers(at.hError)];
  const code = { h, hError, z: numbers(at.z), zError: numbers(at.zError), size, strength: strength(variant.level, size, batch), twin: 0 };
  const noiseOf =
    ({ key, first }: RowSpan): Noise =>
    (index) =>
      noiseAt(key, first * size + index);
  const width = columns * size;
  function timesSlope(row: number): void {
    for (let i = row * width; i < (row + 1) * width; i++) hError[i]! *= slope(kind, h[i]!);
  }
  const twins = encoderInput.kind === 'twins';

  return {
    forward(span, learn) {
      const noise = learn ? noiseOf(span) : undefined;
      for (let row = span.from; row < span.from + span.rows; row++) stage.code?.row(code, row, noise);
    },
    back(span) {
      const noise = noiseOf(span);
      code.twin = span.count;
      for (let row = span.from; row < span.from + span.rows; row++) {
        stage.back.row(code, row, noise);
        timesSlope(row);
        if (twins) timesSlope(row + span.count);
      }
    },
  };
}
