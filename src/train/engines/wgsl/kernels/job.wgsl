// One job of a submission, as src/train/engines/wgsl/job-buffer.ts writes it: a training step, or a stretch of images to score.

struct Job {
  rows: u32,    // images
  slot: u32,    // of the results: where the cost goes
  pace: f32,    // learning rate / (1 - beta1^step)
  spread: f32,  // 1 / (1 - beta2^step)
  noise: u32,   // key of the step's noise
  learn: f32,   // 1 for a step, 0 where images are only scored
  images: array<u32>, // [rows], which ones
}

@group(1) @binding(0) var<storage, read> job: Job;
