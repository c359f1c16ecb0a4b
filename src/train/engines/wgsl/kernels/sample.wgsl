// A variational code: z = mean + exp(logVariance / 2) * noise in a training step, the mean elsewhere (Kingma and Welling 2014).

override size: u32; // units of the code

@group(0) @binding(0) var<storage, read> h: array<f32>;       // [rows, 2 * size + 1]: means, log variances, 1
@group(0) @binding(1) var<storage, read_write> z: array<f32>; // [rows, size + 1]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x / size;
  let unit = id.x % size;
  if (row >= job.rows) { return; }
  let at = row * (2 * size + 1) + unit;
  var code = h[at];
  if (job.learn > 0.0) { code += exp(0.5 * h[at + size]) * noiseAt(job.noise, row * size + unit); }
  z[row * (size + 1) + unit] = code;
}
