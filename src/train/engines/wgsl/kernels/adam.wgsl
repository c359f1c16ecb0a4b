// One update of all parameters by Adam or Nadam (Kingma and Ba 2015, algorithm 1: epsilon is added to the root of the corrected
// second moment), on flat buffers laid out as layerShapes in src/model/spec.ts says.

override count: u32;
override beta1: f32;
override rest1: f32; // 1 - beta1, rounded once
override beta2: f32;
override rest2: f32;
override epsilon: f32;

@group(0) @binding(0) var<storage, read> gradient: array<f32>;
@group(0) @binding(1) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(2) var<storage, read_write> firstMoment: array<f32>;
@group(0) @binding(3) var<storage, read_write> secondMoment: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let k = id.y * groups.x * 256 + id.x;
  if (k >= count) { return; }
  let g = gradient[k];
  let mean = beta1 * firstMoment[k] + rest1 * g;
  let square = beta2 * secondMoment[k] + rest2 * g * g;
  firstMoment[k] = mean;
  secondMoment[k] = square;
  parameters[k] -= (job.mean * mean + job.ahead * g) / (sqrt(job.square * square) + epsilon);
}
