// dCost/dz to dCost/d(sum before the code's activation), with what the variant adds. Formulas: `Variant` in src/model/spec.ts.

override size: u32;  // units of the code
override kind: u32;  // SPARSE, CONTRACTIVE or VARIATIONAL
override share: f32; // sparse: weight / (batch * size); contractive: 2 * weight / (batch * step^2); variational: beta / (784 * batch)

const SPARSE = 0u;
const CONTRACTIVE = 1u;
const VARIATIONAL = 2u;

@group(0) @binding(0) var<storage, read> h: array<f32>;      // [rows, size + 1]; contractive [2 * rows, ...]; variational [rows, 2 * size + 1]
@group(0) @binding(1) var<storage, read> zError: array<f32>; // [rows, size]
@group(0) @binding(2) var<storage, read_write> hError: array<f32>; // as h, without the last column

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x / size;
  let unit = id.x % size;
  if (row >= job.rows) { return; }
  let error = zError[row * size + unit];
  switch kind {
    case SPARSE: {
      let code = h[row * (size + 1) + unit];
      hError[row * size + unit] = (error + share * sign(code)) * slope(code);
    }
    case CONTRACTIVE: {
      let code = h[row * (size + 1) + unit];
      let stepped = h[(job.rows + row) * (size + 1) + unit];
      let moved = share * (stepped - code);
      hError[row * size + unit] = (error - moved) * slope(code);
      hError[(job.rows + row) * size + unit] = moved * slope(stepped);
    }
    default: {
      let mean = h[row * (2 * size + 1) + unit];
      let logVariance = h[row * (2 * size + 1) + size + unit];
      let sigma = exp(0.5 * logVariance);
      let at = row * 2 * size + unit;
      hError[at] = (error + share * mean) * slope(mean);
      let noise = noiseAt(job.noise, row * size + unit);
      hError[at + size] = 0.5 * (error * noise * sigma + share * (sigma * sigma - 1.0)) * slope(logVariance);
    }
  }
}
