// What lies between encoder and decoder, by the variant's own formulas (src/model/variants/), image by image.
import { codeSize, variantOf, type ModelSpec } from './spec.ts';
import { VARIANTS } from './variants/index.ts';
import type { CodeRows } from './variants/variant.ts';

/** The `CodeRows` of a batch. */
export function codeRows(spec: ModelSpec, batch: number, h: CodeRows['h'], z: CodeRows['z']): CodeRows {
  const { kind, level } = variantOf(spec);
  const size = codeSize(spec);
  return { h, z, size, twin: batch, strength: VARIANTS[kind].strength(level, size, batch) };
}

/**
 * The code that figures and scores go by.
 * @param h what the encoder puts out, `[n, columns * size]`
 * @returns `[n, size]`; `h` itself where the variant makes no code of its own
 */
export function codeOf<Numbers extends Float32Array | Float64Array>(spec: ModelSpec, h: Numbers): Numbers {
  const { stage, columns } = VARIANTS[variantOf(spec).kind];
  if (!stage?.code) return h;
  const z = h.slice(0, h.length / columns) as Numbers;
  const n = z.length / codeSize(spec);
  const rows = codeRows(spec, n, h, z);
  for (let row = 0; row < n; row++) stage.code.row(rows, row);
  return z;
}
