// C = A B in float32, on packed panels (Goto and van de Geijn 2008): tiles of 6 rows by 8 columns stay in registers.
import { multiplyAdd } from './vector';

/** Rows and columns of the tile: 12 accumulators, 2 of B and 1 of A fill x86's sixteen 128-bit registers. */
const ROWS: i32 = 6;
const COLUMNS: i32 = 8;
/** Longest stretch of the inner dimension at a time: a panel of B (8 columns) then stays in the first-level cache. */
const DEPTH: i32 = 400;

/** Rows from..from + 6 of A, `depth` columns, to [depth][6]. Rows beyond `rows` become zero. */
function packA(a: usize, rowStride: i32, columnStride: i32, rows: i32, depth: i32, to: usize): void {
  if (rows == ROWS && rowStride == 1) {
    for (let k: i32 = 0; k < depth; k++) {
      v128.store(to, v128.load(a));
      store<u64>(to, load<u64>(a, 16), 16);
      a += (<usize>columnStride) << 2;
      to += 24;
    }
    return;
  }
  const step = (<usize>columnStride) << 2;
  for (let r: i32 = 0; r < ROWS; r++) {
    let out = to + ((<usize>r) << 2);
    if (r >= rows) {
      for (let k: i32 = 0; k < depth; k++, out += 24) store<f32>(out, 0);
      continue;
    }
    let at = a + ((<usize>(r * rowStride)) << 2);
    for (let k: i32 = 0; k < depth; k++, out += 24, at += step) store<f32>(out, load<f32>(at));
  }
}

/** 8 columns of B, `depth` rows, to [depth][8]. Columns beyond `columns` become zero. */
function packB(b: usize, rowStride: i32, columnStride: i32, columns: i32, depth: i32, to: usize): void {
  const step = (<usize>rowStride) << 2;
  if (columns == COLUMNS && columnStride == 1) {
    for (let k: i32 = 0; k < depth; k++, b += step, to += 32) {
      v128.store(to, v128.load(b));
      v128.store(to, v128.load(b, 16), 16);
    }
    return;
  }
  for (let j: i32 = 0; j < COLUMNS; j++) {
    let out = to + ((<usize>j) << 2);
    if (j >= columns) {
      for (let k: i32 = 0; k < depth; k++, out += 32) store<f32>(out, 0);
      continue;
    }
    let at = b + ((<usize>(j * columnStride)) << 2);
    for (let k: i32 = 0; k < depth; k++, out += 32, at += step) store<f32>(out, load<f32>(at));
  }
}

/** tile [6][8] at `c` (row stride in bytes) += panel A [depth][6] times panel B [depth][8]. */
function multiplyTile(a: usize, b: usize, depth: i32, c: usize, stride: usize): void {
  const c1 = c + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  const c4 = c3 + stride;
  const c5 = c4 + stride;
  let t00 = v128.load(c);
  let t01 = v128.load(c, 16);
  let t10 = v128.load(c1);
  let t11 = v128.load(c1, 16);
  let t20 = v128.load(c2);
  let t21 = v128.load(c2, 16);
  let t30 = v128.load(c3);
  let t31 = v128.load(c3, 16);
  let t40 = v128.load(c4);
  let t41 = v128.load(c4, 16);
  let t50 = v128.load(c5);
  let t51 = v128.load(c5, 16);
  for (const end = b + ((<usize>depth) << 5); b < end; b += 32, a += 24) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let row = v128.load32_splat(a);
    t00 = multiplyAdd(row, b0, t00);
    t01 = multiplyAdd(row, b1, t01);
    row = v128.load32_splat(a, 4);
    t10 = multiplyAdd(row, b0, t10);
    t11 = multiplyAdd(row, b1, t11);
    row = v128.load32_splat(a, 8);
    t20 = multiplyAdd(row, b0, t20);
    t21 = multiplyAdd(row, b1, t21);
    row = v128.load32_splat(a, 12);
    t30 = multiplyAdd(row, b0, t30);
    t31 = multiplyAdd(row, b1, t31);
    row = v128.load32_splat(a, 16);
    t40 = multiplyAdd(row, b0, t40);
    t41 = multiplyAdd(row, b1, t41);
    row = v128.load32_splat(a, 20);
    t50 = multiplyAdd(row, b0, t50);
    t51 = multiplyAdd(row, b1, t51);
  }
  v128.store(c, t00);
  v128.store(c, t01, 16);
  v128.store(c1, t10);
  v128.store(c1, t11, 16);
  v128.store(c2, t20);
  v128.store(c2, t21, 16);
  v128.store(c3, t30);
  v128.store(c3, t31, 16);
  v128.store(c4, t40);
  v128.store(c4, t41, 16);
  v128.store(c5, t50);
  v128.store(c5, t51, 16);
}

/** A tile at the edge: computed whole in `tile` [6][8], of which `rows` by `columns` go to C. */
function multiplyEdge(a: usize, b: usize, depth: i32, c: usize, stride: usize, rows: i32, columns: i32, tile: usize): void {
  for (let r: i32 = 0; r < rows; r++) {
    for (let j: i32 = 0; j < columns; j++) store<f32>(tile + (r << 5) + (j << 2), load<f32>(c + r * stride + (j << 2)));
  }
  multiplyTile(a, b, depth, tile, 32);
  for (let r: i32 = 0; r < rows; r++) {
    for (let j: i32 = 0; j < columns; j++) store<f32>(c + r * stride + (j << 2), load<f32>(tile + (r << 5) + (j << 2)));
  }
}

/** Bytes that `multiply` needs at `scratch` for a product with `m` rows: A packed, one panel of B, one tile. */
export function scratchBytes(m: i32): i32 {
  const panels = (m + ROWS - 1) / ROWS;
  return 4 * DEPTH * (panels * ROWS + COLUMNS) + 4 * ROWS * COLUMNS;
}

/**
 * C [m, n] += A [m, k] B [k, n]. Strides are in numbers and name the element (row, column), so that a transposed
 * matrix is one with its strides swapped; C is row-major. A number of C depends on its row of A and column of B alone:
 * however the rows are shared out, it comes out the same to the last bit.
 */
export function multiply(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  scratch: usize,
): void {
  const blocks = (k + DEPTH - 1) / DEPTH;
  const stride = (<usize>n) << 2;
  const panelB = scratch;
  const tile = panelB + ((DEPTH * COLUMNS) << 2);
  const panelsA = tile + ((ROWS * COLUMNS) << 2);
  for (let block: i32 = 0; block < blocks; block++) {
    const from = (k * block) / blocks;
    const depth = (k * (block + 1)) / blocks - from;
    const panelBytes = (<usize>(depth * ROWS)) << 2;
    let panelA = panelsA;
    for (let i: i32 = 0; i < m; i += ROWS, panelA += panelBytes) {
      packA(a + ((<usize>(i * aRow + from * aColumn)) << 2), aRow, aColumn, min(ROWS, m - i), depth, panelA);
    }
    for (let j: i32 = 0; j < n; j += COLUMNS) {
      const columns = min(COLUMNS, n - j);
      packB(b + ((<usize>(from * bRow + j * bColumn)) << 2), bRow, bColumn, columns, depth, panelB);
      panelA = panelsA;
      let to = c + ((<usize>j) << 2);
      for (let i: i32 = 0; i < m; i += ROWS, panelA += panelBytes, to += ROWS * stride) {
        const rows = min(ROWS, m - i);
        if (rows == ROWS && columns == COLUMNS) multiplyTile(panelA, panelB, depth, to, stride);
        else multiplyEdge(panelA, panelB, depth, to, stride, rows, columns, tile);
      }
    }
  }
}
