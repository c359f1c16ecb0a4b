// What figures cannot do without, and how the data on browsers call it.

/** By the name that the page gives it (public/early.js) where the browser lacks it. */
export const NEEDED = {
  ':has()': 'css.selectors.has',
  'color-mix()': 'css.types.color.color-mix',
  'Array.prototype.toSorted': 'javascript.builtins.Array.toSorted',
  DecompressionStream: 'api.DecompressionStream',
} as const;
