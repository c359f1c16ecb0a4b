// A matrix product straight from global memory: each invocation makes 8 x 8 of c and keeps the sums to itself.
// The one for processors that run shaders in software: they gain nothing from workgroup memory, and much from few loads.

// Columns of an invocation lie ACROSS apart, so that neighbouring invocations read neighbouring numbers of b.
const ACROSS = 4u;
const DOWN = 8u;

fn four(at: u32) -> vec4f {
  return vec4f(b[at], b[at + ACROSS * bColumn], b[at + 2 * ACROSS * bColumn], b[at + 3 * ACROSS * bColumn]);
}

@compute @workgroup_size(ACROSS, DOWN)
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) own: vec3u) {
  let m = 8 * (tile.y * DOWN + own.y);
  let n = tile.x * ACROSS * 8 + own.x;
  if (m >= rows || n >= columns) { return; }
  // Named one by one: software keeps an indexed array in memory. Rows or columns beyond the matrix make sums never stored.
  var p0 = vec4f(); var q0 = vec4f();
  var p1 = vec4f(); var q1 = vec4f();
  var p2 = vec4f(); var q2 = vec4f();
  var p3 = vec4f(); var q3 = vec4f();
  var p4 = vec4f(); var q4 = vec4f();
  var p5 = vec4f(); var q5 = vec4f();
  var p6 = vec4f(); var q6 = vec4f();
  var p7 = vec4f(); var q7 = vec4f();
  var aPlace = m * aRow;
  var bPlace = bAt + n * bColumn;
  for (var k = 0u; k < inner; k++) {
    let p = four(bPlace);
    let q = four(bPlace + 4 * ACROSS * bColumn);
    let a0 = a[aPlace]; p0 += a0 * p; q0 += a0 * q;
    let a1 = a[aPlace + aRow]; p1 += a1 * p; q1 += a1 * q;
    let a2 = a[aPlace + 2 * aRow]; p2 += a2 * p; q2 += a2 * q;
    let a3 = a[aPlace + 3 * aRow]; p3 += a3 * p; q3 += a3 * q;
    let a4 = a[aPlace + 4 * aRow]; p4 += a4 * p; q4 += a4 * q;
    let a5 = a[aPlace + 5 * aRow]; p5 += a5 * p; q5 += a5 * q;
    let a6 = a[aPlace + 6 * aRow]; p6 += a6 * p; q6 += a6 * q;
    let a7 = a[aPlace + 7 * aRow]; p7 += a7 * p; q7 += a7 * q;
    aPlace += aInner;
    bPlace += bInner;
  }
  // In a loop: sixty-four copies of what follows a sum would take long to compile.
  var sums = array(p0, q0, p1, q1, p2, q2, p3, q3, p4, q4, p5, q5, p6, q6, p7, q7);
  for (var i = 0u; i < 64; i++) {
    finish(m + i / 8, n + ACROSS * (i % 8), sums[i / 4][i % 4]);
  }
}
