// Draws the batches of a submission's steps, bit for bit as src/model/batches.ts does. The numbers of a stream come one after another,
// but each step has a stream of its own: one invocation a step, all steps at once.

override key: u32;   // of all batches of the seed
override batch: u32; // images

@group(0) @binding(0) var<storage, read> records: array<Record>;
@group(0) @binding(1) var<storage, read_write> drawn: array<u32>;

// sfc32 has mixed its seed after so many numbers.
const UNUSED = 12u;

/// The key of a step's batch: that of all batches, and the step's decimal digits.
fn keyOf(step: u32) -> u32 {
  var place = 1u;
  while (step / place >= 10) { place *= 10; }
  var h = key;
  for (; place > 0; place /= 10) { h = mix(h * 31 + 48 + step / place % 10); }
  return h;
}

/// floor(a * b / 2^32), by halves: WGSL has no wider product.
fn highWord(a: u32, b: u32) -> u32 {
  let low = (a & 0xffff) * (b & 0xffff);
  let middle = (a >> 16) * (b & 0xffff) + (low >> 16);
  let other = (a & 0xffff) * (b >> 16) + (middle & 0xffff);
  return (a >> 16) * (b >> 16) + (middle >> 16) + (other >> 16);
}

@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) at: vec3u) {
  let own = records[at.x].job;
  if (own.learn == 0.0) { return; }
  let h = keyOf(own.step);
  var a = mix(h ^ 0x9e3779b9u);
  var b = mix(h ^ 0x243f6a88u);
  var c = mix(h ^ 0xb7e15162u);
  for (var k = 0u; k < UNUSED + batch; k++) {
    let uniform32 = a + b + (k + 1);
    a = b ^ (b >> 9);
    b = c + (c << 3);
    c = ((c << 21) | (c >> 11)) + uniform32;
    if (k >= UNUSED) { drawn[own.first + k - UNUSED] = highWord(uniform32, own.pool); }
  }
}
