// dCost/dz to dCost/d(sum before the code's activation): the variant's `back(row, unit, error)` gives dCost/dh of what that unit depends on.

@group(0) @binding(1) var<storage, read> zError: array<f32>; // [rows, size]
@group(0) @binding(2) var<storage, read_write> hError: array<f32>; // as h, without the last column

/// Stores dCost/dh, taken on to the sum before the activation.
fn give(row: u32, column: u32, error: f32) { hError[row * columns + column] = error * slope(encoded(row, column)); }

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x / size;
  let unit = id.x % size;
  if (row < job.rows) { back(row, unit, zError[row * size + unit]); }
}
