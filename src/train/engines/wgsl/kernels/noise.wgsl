// Hash noise, bit for bit that of src/model/random.ts: the four bytes of a 32-bit hash, added and scaled to variance 1.

fn noiseAt(key: u32, index: u32) -> f32 {
  let h = mix(key + index * 0x9e3779b9u);
  let sum = (h & 255u) + ((h >> 8) & 255u) + ((h >> 16) & 255u) + (h >> 24);
  return (f32(sum) - 510.0) * 0.006765875034034252;
}
