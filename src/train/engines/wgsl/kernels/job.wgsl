// One job of a submission, as src/train/engines/wgsl/job-buffer.ts writes it: a training step, or a stretch of images to score.

struct Job {
  rows: u32,   // images
  slot: u32,   // of the results: where the cost goes
  learn: f32,  // 1 for a step, 0 where images are only scored
  first: u32,  // a step: where the indices of its images begin in what is drawn; a score: its first image, which the others follow
  mean: f32,   // Adam's factors, see src/model/adam.ts: of the mean of the gradients,
  ahead: f32,  // of the gradient at hand,
  square: f32, // and of the mean of their squares
  noise: u32,  // key of the step's noise
  step: u32,   // counted from 0
  pool: u32,   // how many images it draws from
}

struct Record { @size(256) job: Job }

@group(1) @binding(0) var<storage, read> job: Job;
