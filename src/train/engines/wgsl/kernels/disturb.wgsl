// What the encoder sees of a batch in a training step: noisy images, or the images and after them their noisy twins.

override xRow: u32;
override sigma: f32;
override twins: bool;

const PIXELS = 784u;

@group(0) @binding(0) var<storage, read> x: array<f32>;          // [rows, xRow]
@group(0) @binding(1) var<storage, read_write> seen: array<f32>; // [rows, xRow], or [2 * rows, xRow]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let pixel = id.x;
  let row = id.y;
  if (pixel >= PIXELS || row >= job.rows) { return; }
  let at = row * xRow + pixel;
  let noisy = x[at] + job.learn * sigma * noiseAt(job.noise, row * PIXELS + pixel);
  if (!twins) {
    seen[at] = noisy;
    return;
  }
  seen[at] = x[at];
  // Scores have no twins, and no room for them.
  if (job.learn > 0.0) { seen[at + job.rows * xRow] = noisy; }
}
