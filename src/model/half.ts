// 16-bit floats (IEEE 754 binary16): half the bytes for recorded weights.

/** Nearest binary16 of a float32 given by its bits, ties to even; beyond 65,504 infinite. */
function toHalf(b: number): number {
  const sign = (b >>> 16) & 0x8000;
  const magnitude = b & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // not a number
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // rounds to infinity
  if (magnitude < 0x33000000) return sign; // less than half of the smallest, 2^-24
  if (magnitude < 0x38800000) {
    // Subnormal: a multiple of 2^-24, by shifting the fraction with its leading 1.
    const shift = 126 - (magnitude >>> 23);
    const fraction = (magnitude & 0x7fffff) | 0x800000;
    const floor = fraction >>> shift;
    const rest = fraction & ((1 << shift) - 1);
    const middle = 1 << (shift - 1);
    return sign | (floor + (rest > middle || (rest === middle && (floor & 1) === 1) ? 1 : 0));
  }
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Numbers `[n]` as binary16 bit patterns `[n]`. */
export function toHalves(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  // A loop: `from` takes twenty times as long, and a run in training waits for it.
  for (let i = 0; i < halves.length; i++) halves[i] = toHalf(bits[i]!);
  return halves;
}

let table: Float32Array | undefined;

/** Binary16 bit patterns `[n]` as numbers `[n]`, from a table: scrubbing through a run decodes a million of them at every stop. */
export function fromHalves(halves: Uint16Array): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, half) => fromHalf(half));
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i]!]!;
  return values;
}

/** Whether none of these bit patterns stands for an infinity or for no number. */
export function areFinite(halves: Uint16Array): boolean {
  for (let i = 0; i < halves.length; i++) if ((halves[i]! & 0x7c00) === 0x7c00) return false;
  return true;
}
