// A matrix product straight from global memory: each invocation makes 8 x 16 of c and keeps the sums to itself.
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
  let n = tile.x * ACROSS * 16 + own.x;
  if (m >= rows || n >= columns) { return; }
  // Named one by one: software keeps an indexed array in memory. Rows or columns beyond the matrix make sums never stored.
  var p0 = vec4f(); var q0 = vec4f(); var r0 = vec4f(); var s0 = vec4f();
  var p1 = vec4f(); var q1 = vec4f(); var r1 = vec4f(); var s1 = vec4f();
  var p2 = vec4f(); var q2 = vec4f(); var r2 = vec4f(); var s2 = vec4f();
  var p3 = vec4f(); var q3 = vec4f(); var r3 = vec4f(); var s3 = vec4f();
  var p4 = vec4f(); var q4 = vec4f(); var r4 = vec4f(); var s4 = vec4f();
  var p5 = vec4f(); var q5 = vec4f(); var r5 = vec4f(); var s5 = vec4f();
  var p6 = vec4f(); var q6 = vec4f(); var r6 = vec4f(); var s6 = vec4f();
  var p7 = vec4f(); var q7 = vec4f(); var r7 = vec4f(); var s7 = vec4f();
  var aPlace = m * aRow;
  var bPlace = bAt + n * bColumn;
  for (var k = 0u; k < inner; k++) {
    let p = four(bPlace);
    let q = four(bPlace + 4 * ACROSS * bColumn);
    let r = four(bPlace + 8 * ACROSS * bColumn);
    let s = four(bPlace + 12 * ACROSS * bColumn);
    let a0 = a[aPlace]; p0 += a0 * p; q0 += a0 * q; r0 += a0 * r; s0 += a0 * s;
    let a1 = a[aPlace + aRow]; p1 += a1 * p; q1 += a1 * q; r1 += a1 * r; s1 += a1 * s;
    let a2 = a[aPlace + 2 * aRow]; p2 += a2 * p; q2 += a2 * q; r2 += a2 * r; s2 += a2 * s;
    let a3 = a[aPlace + 3 * aRow]; p3 += a3 * p; q3 += a3 * q; r3 += a3 * r; s3 += a3 * s;
    let a4 = a[aPlace + 4 * aRow]; p4 += a4 * p; q4 += a4 * q; r4 += a4 * r; s4 += a4 * s;
    let a5 = a[aPlace + 5 * aRow]; p5 += a5 * p; q5 += a5 * q; r5 += a5 * r; s5 += a5 * s;
    let a6 = a[aPlace + 6 * aRow]; p6 += a6 * p; q6 += a6 * q; r6 += a6 * r; s6 += a6 * s;
    let a7 = a[aPlace + 7 * aRow]; p7 += a7 * p; q7 += a7 * q; r7 += a7 * r; s7 += a7 * s;
    aPlace += aInner;
    bPlace += bInner;
  }
  // In a loop: a copy for every sum of what follows would take long to compile.
  var sums = array(
    p0, q0, r0, s0,
    p1, q1, r1, s1,
    p2, q2, r2, s2,
    p3, q3, r3, s3,
    p4, q4, r4, s4,
    p5, q5, r5, s5,
    p6, q6, r6, s6,
    p7, q7, r7, s7,
  );
  for (var i = 0u; i < 128; i++) {
    finish(m + i / 16, n + ACROSS * (i % 16), sums[i / 4][i % 4]);
  }
}
