// The activation functions and their slopes, by number.

override activation: u32; // LINEAR, TANH, RELU or SIGMOID

const LINEAR = 0u;
const TANH = 1u;
const RELU = 2u;
const SIGMOID = 3u;

/// The activation function. No exponent here is positive: WGSL does not promise that an overflow comes out as infinity.
fn activate(x: f32) -> f32 {
  let e = exp(-abs(x));
  switch activation {
    case TANH: { return sign(x) * (1.0 - e * e) / (1.0 + e * e); }
    case RELU: { return max(x, 0.0); }
    case SIGMOID: { return select(e, 1.0, x >= 0.0) / (1.0 + e); }
    default: { return x; }
  }
}

/// Its derivative, in terms of the function's own output.
fn slope(output: f32) -> f32 {
  switch activation {
    case TANH: { return 1.0 - output * output; }
    case RELU: { return select(0.0, 1.0, output > 0.0); }
    case SIGMOID: { return output * (1.0 - output); }
    default: { return 1.0; }
  }
}

