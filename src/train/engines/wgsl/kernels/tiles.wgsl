// A matrix product through workgroup memory: each workgroup makes a square tile of c, each invocation 4 x 4 of it.
// The textbook scheme for graphics processors: a number fetched once serves 4 * side sums.

override side: u32;  // invocations along a tile's side: the tile is 4 * side wide
override depth: u32; // of the strips held at a time; depth * (side + 1) must not exceed 288
override aInnerFirst: bool; // neighbouring numbers of a(m, k) have neighbouring k, not m
override bInnerFirst: bool; // neighbouring numbers of b(k, n) have neighbouring k, not n

// Strips of a and b by k, four rows or columns to a vec4. One vec4 a line is spare, against bank conflicts.
var<workgroup> aStrip: array<vec4f, 288>;
var<workgroup> bStrip: array<vec4f, 288>;

/// Four numbers of a(m..m+3, k). Rows beyond the matrix hold whatever is there: they only reach sums that are never stored.
fn fourOfA(m: u32, k: u32) -> vec4f {
  if (k >= inner) { return vec4f(); }
  let at = m * aRow + k * aInner;
  return vec4f(a[at], a[at + aRow], a[at + 2 * aRow], a[at + 3 * aRow]);
}

/// Four numbers of b(k, n..n+3).
fn fourOfB(k: u32, n: u32) -> vec4f {
  if (k >= inner) { return vec4f(); }
  let at = bAt + k * bInner + n * bColumn;
  return vec4f(b[at], b[at + bColumn], b[at + 2 * bColumn], b[at + 3 * bColumn]);
}

@compute @workgroup_size(side, side)
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) own: vec3u, @builtin(local_invocation_index) first: u32) {
  let m0 = tile.y * side * 4;
  let n0 = tile.x * side * 4;
  var sums0 = vec4f();
  var sums1 = vec4f();
  var sums2 = vec4f();
  var sums3 = vec4f();
  for (var k0 = 0u; k0 < inner; k0 += depth) {
    // Neighbouring invocations fetch neighbouring numbers, whichever way the matrix lies.
    for (var q = first; q < depth * side; q += side * side) {
      let aK = select(q / side, q % depth, aInnerFirst);
      let aM = select(q % side, q / depth, aInnerFirst);
      aStrip[aK * (side + 1) + aM] = fourOfA(m0 + 4 * aM, k0 + aK);
      let bK = select(q / side, q % depth, bInnerFirst);
      let bN = select(q % side, q / depth, bInnerFirst);
      bStrip[bK * (side + 1) + bN] = fourOfB(k0 + bK, n0 + 4 * bN);
    }
    workgroupBarrier();
    for (var k = 0u; k < depth; k++) {
      let va = aStrip[k * (side + 1) + own.y];
      let vb = bStrip[k * (side + 1) + own.x];
      sums0 += va.x * vb;
      sums1 += va.y * vb;
      sums2 += va.z * vb;
      sums3 += va.w * vb;
    }
    workgroupBarrier();
  }
  var sums = array(sums0, sums1, sums2, sums3);
  for (var i = 0u; i < 16; i++) {
    finish(m0 + 4 * own.y + i / 4, n0 + 4 * own.x + i % 4, sums[i / 4][i % 4]);
  }
}
