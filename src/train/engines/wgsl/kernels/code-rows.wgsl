// What the kernels between encoder and decoder share: the numbers that the encoder puts out, and what a variant goes by.

override size: u32;     // units of the code
override columns: u32;  // numbers that the encoder puts out for an image
override strength: f32; // what the variant's `strength` gives, in src/model/variants/

@group(0) @binding(0) var<storage, read> h: array<f32>; // [rows, columns + 1], and after them as many twins where there are any

fn encoded(row: u32, column: u32) -> f32 { return h[row * (columns + 1) + column]; }

fn twin(row: u32) -> u32 { return job.rows + row; }
