// Four float32 numbers at a time: the multiply-add all kernels are made of, and tanh and the logistic function in it.

/** a * b + c: in one rounding where the browser has relaxed SIMD, else in two. RELAXED is set by the build. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (RELAXED) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * exp(x) for x in -87..88, outside of which it is clamped.
 * x = n ln 2 + r with |r| <= ln 2 / 2; exp(r) by the polynomial of Cephes' expf (Moshier 1992); times 2^n by its bits.
 */
function exp(x: v128): v128 {
  const clamped = f32x4.max(f32x4.min(x, f32x4.splat(88)), f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.44269504)));
  // ln 2 in two parts, so that r keeps its last bits.
  let r = f32x4.sub(clamped, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = multiplyAdd(p, r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
  p = multiplyAdd(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/**
 * tanh(x), within 2 units in the last place of the exact value (tests/unit/simd.test.ts).
 * Small x: the odd polynomial of Cephes' tanhf (Moshier 1992). Large x: 1 - 2 / (exp(2|x|) + 1), with the sign of x.
 */
function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = multiplyAdd(p, square, f32x4.splat(2.06390887954e-2));
  p = multiplyAdd(p, square, f32x4.splat(-5.37397155531e-2));
  p = multiplyAdd(p, square, f32x4.splat(1.33314422036e-1));
  p = multiplyAdd(p, square, f32x4.splat(-3.33332819422e-1));
  const small = multiplyAdd(f32x4.mul(p, square), x, x);
  const grown = exp(f32x4.add(size, size));
  const large = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(grown, f32x4.splat(1))));
  const signed = v128.or(large, v128.and(x, f32x4.splat(-0.0)));
  return v128.bitselect(small, signed, f32x4.lt(size, f32x4.splat(0.625)));
}

function sigmoid(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp(f32x4.neg(x))));
}

/** Activations by the numbers that src/train/engines/simd/kernels.ts gives them. A NaN stays one, so that a diverged run shows. */
export function activate(kind: i32, x: v128): v128 {
  if (kind == 0) return x;
  let y: v128;
  if (kind == 1) y = tanh(x);
  else if (kind == 2) y = f32x4.max(x, f32x4.splat(0));
  else y = sigmoid(x);
  return v128.bitselect(y, x, f32x4.eq(x, x));
}

/** The derivative of an activation, from the function's own value y. */
export function slope(kind: i32, y: v128): v128 {
  if (kind == 1) return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
  if (kind == 2) return v128.bitselect(f32x4.splat(1), f32x4.splat(0), f32x4.gt(y, f32x4.splat(0)));
  if (kind == 3) return f32x4.mul(y, f32x4.sub(f32x4.splat(1), y));
  return f32x4.splat(1);
}
