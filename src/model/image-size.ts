// The size of every image here.

/** Pixels along a side. */
export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
