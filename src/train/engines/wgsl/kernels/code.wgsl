// The code that the decoder takes, where a variant makes one of its own: its `code(row, unit)`, which may draw noise where job.learn is 1.

@group(0) @binding(1) var<storage, read_write> z: array<f32>; // [rows, size + 1]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x / size;
  let unit = id.x % size;
  if (row < job.rows) { z[row * (size + 1) + unit] = code(row, unit); }
}
