// Squared errors of a job's reconstructions, summed in 64 parts: a part has few enough terms for float32,
// and the parts are added where there is float64.

const PIXELS = 784u;
const PARTS = 64u;
override xRow: u32;

@group(0) @binding(0) var<storage, read> x: array<f32>; // [rows, xRow]
@group(0) @binding(1) var<storage, read> y: array<f32>; // [rows, xRow]
@group(0) @binding(2) var<storage, read_write> results: array<f32>; // [slots, PARTS]

var<workgroup> sums: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) part: vec3u, @builtin(local_invocation_index) own: u32) {
  var sum = 0.0;
  for (var row = part.x; row < job.rows; row += PARTS) {
    for (var i = own; i < PIXELS; i += 64) {
      let difference = y[row * xRow + i] - x[row * xRow + i];
      sum += difference * difference;
    }
  }
  sums[own] = sum;
  for (var half = 32u; half > 0; half /= 2) {
    workgroupBarrier();
    if (own < half) { sums[own] += sums[own + half]; }
  }
  if (own == 0) { results[job.slot * PARTS + part.x] = sums[0]; }
}
