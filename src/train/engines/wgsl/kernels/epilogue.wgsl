// What every matrix product shares: its operands, its dimensions, and what becomes of a sum before it is stored.

// A product is c[m, n] = sum over k of a(m, k) * b(k, n). Offsets and strides let one kernel read a matrix or its transpose.
override rows: u32;    // of c; beyond them nothing is stored
override columns: u32; // of c
override inner: u32;   // length of the sums
override aRow: u32;
override aInner: u32;
override bAt: u32;
override bInner: u32;
override bColumn: u32;
override cAt: u32;
override cRow: u32;
override yRow: u32;

override epilogue: u32;   // STORE, ACTIVATE, ERROR or SLOPE
override scale: f32;      // of the output error: 2 / (batch * 784)

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read> y: array<f32>; // ERROR: the target [rows, yRow]; SLOPE: a layer's outputs [rows, yRow]
@group(0) @binding(3) var<storage, read_write> c: array<f32>;
@group(0) @binding(4) var<storage, read_write> outputError: array<f32>; // ERROR: [rows, columns]

const STORE = 0u;
const ACTIVATE = 1u;
const ERROR = 2u;
const SLOPE = 3u;

/// Stores the sum that belongs at row m and column n.
fn finish(m: u32, n: u32, sum: f32) {
  if (m >= rows || n >= columns) { return; }
  let at = cAt + m * cRow + n;
  switch epilogue {
    case ACTIVATE: { c[at] = activate(sum); }
    case ERROR: {
      let output = activate(sum);
      c[at] = output;
      // d cost / d sum, where cost = mean of (output - target)^2
      outputError[m * columns + n] = scale * (output - y[m * yRow + n]) * slope(output);
    }
    case SLOPE: { c[at] = sum * slope(y[m * yRow + n]); }
    default: { c[at] = sum; }
  }
}
