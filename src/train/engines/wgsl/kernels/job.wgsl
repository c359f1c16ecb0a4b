// One job of a submission, as src/train/engines/wgsl/job-buffer.ts writes it: a training step, or a stretch of images to score.

struct Job {
  rows: u32,    // images
  slot: u32,    // of the results: where the cost goes
  mean: f32,    // Adam's factors, see src/model/adam.ts: of the mean of the gradients,
  ahead: f32,   // of the gradient at hand,
  square: f32,  // and of the mean of their squares
  noise: u32,   // key of the step's noise
  learn: f32,   // 1 for a step, 0 where images are only scored
  images: array<u32>, // [rows], which ones
}

@group(1) @binding(0) var<storage, read> job: Job;
