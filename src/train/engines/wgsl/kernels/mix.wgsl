// Mixes a 32-bit state to a well-spread 32-bit value, as src/model/random.ts does.

fn mix(state: u32) -> u32 {
  var h = (state ^ (state >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}
