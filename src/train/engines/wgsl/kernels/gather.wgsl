// Fetches a job's images: bytes become intensities 0..1 in x [rows, 785]. The last column stays 1: it carries the biases.

const QUADS = 196u; // 784 pixels, four to a word
override xRow: u32;

@group(0) @binding(0) var<storage, read> bytes: array<u32>; // [images, 196], first pixel in the lowest byte
@group(0) @binding(1) var<storage, read> drawn: array<u32>; // indices of images, see draw.wgsl
@group(0) @binding(2) var<storage, read_write> x: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let quad = id.x;
  let row = id.y;
  if (quad >= QUADS || row >= job.rows) { return; }
  var image = job.first + row;
  if (job.learn > 0.0) { image = drawn[image]; }
  let intensities = unpack4x8unorm(bytes[image * QUADS + quad]);
  let at = row * xRow + 4 * quad;
  x[at] = intensities.x;
  x[at + 1] = intensities.y;
  x[at + 2] = intensities.z;
  x[at + 3] = intensities.w;
}
