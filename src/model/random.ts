// The only randomness in the project: seeded streams that give the same numbers on every machine.

export interface Random {
  /** Uniform in [0, 1), with 32 random bits. */
  uniform(): number;
  /** Uniform integer in 0..n-1. */
  below(n: number): number;
  /** Normal with mean 0 and standard deviation 1 (Box and Muller 1958). */
  normal(): number;
}

/** Mixes a 32-bit state to a well-spread 32-bit value (the finaliser of MurmurHash3, Appleby 2011). */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The 32-bit key of a stream. Letter by letter: who has the key of the first letters can go on from there (wgsl/kernels/draw.wgsl). */
export function streamKey(seed: number, stream: string): number {
  let h = mix(seed >>> 0) ^ mix(Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b9) >>> 0);
  for (let i = 0; i < stream.length; i++) h = mix((Math.imul(h, 31) + stream.charCodeAt(i)) >>> 0);
  return h >>> 0;
}

/**
 * A stream of random numbers for one purpose of one seed: `random(0, 'batches')` and `random(0, 'weights')` are
 * independent, so that a change in how often one is asked leaves the other as it was.
 * The generator is sfc32 (Doty-Humphrey, PractRand), period about 2^127.
 */
export function random(seed: number, stream: string): Random {
  const h = streamKey(seed, stream);
  let a = mix(h ^ 0x9e3779b9);
  let b = mix(h ^ 0x243f6a88);
  let c = mix(h ^ 0xb7e15162);
  let d = 1;
  let spare: number | undefined;

  function uniform(): number {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  }
  for (let i = 0; i < 12; i++) uniform();

  return {
    uniform,
    below: (n) => Math.floor(uniform() * n),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** Standard deviation of the sum of four independent bytes, each uniform in 0..255. */
const BYTES_SIGMA = Math.sqrt((4 * (256 ** 2 - 1)) / 12);
/** What a sum of four bytes less 510 is multiplied by, as a float32. Engines have it as a constant. */
const NOISE_SCALE = Math.fround(1 / BYTES_SIGMA);

/** The 32-bit key of a training step's noise: handed to `noiseAt`, here and in every engine's kernels. */
export function noiseKey(seed: number, step: number): number {
  return mix((mix((seed ^ 0x5bd1e995) >>> 0) + Math.imul(step, 0x9e3779b9)) >>> 0);
}

/** A step's noise by index. */
export function stepNoise(seed: number, step: number): (index: number) => number {
  const key = noiseKey(seed, step);
  return (index) => noiseAt(key, index);
}

/**
 * The `index`-th number of a step's noise: mean 0, variance 1, almost normal. It is the sum of the four bytes of a hash, scaled
 * (Irwin and Hall with four terms: no value beyond 3.45, kurtosis 2.7 in place of 3). Made of integers, so that kernels in any
 * language get the same float32, in any order and on any number of threads.
 */
export function noiseAt(key: number, index: number): number {
  const h = mix((key + Math.imul(index, 0x9e3779b9)) >>> 0);
  return Math.fround(((h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24) - 510) * NOISE_SCALE);
}
