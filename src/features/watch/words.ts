// What the watch view says: its tools, the facts of a run, and the keys.

/** Buttons at the end of the strip, by name. */
export const TOOLS = {
  larger: 'Larger text',
  contrast: 'Contrast',
  bare: 'Hide controls',
  full: 'Full screen',
  keys: 'Keys',
} as const;

/** The facts of a run, in order. */
export const FACTS = {
  data: 'data',
  network: 'units',
  recipe: 'recipe',
  seed: 'seed',
  test: 'test cost',
  pca: 'PCA, 2 numbers',
  speed: 'steps a second',
  left: 'time left',
  engine: 'engine',
} as const;

export type FactName = keyof typeof FACTS;

export const KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Space'], does: 'trains, pauses, goes on' },
  { keys: ['\u2190', '\u2192'], does: 'look at the moment before, or after' },
  { keys: ['Home', 'End'], does: 'look at the start; back to latest' },
  { keys: ['S'], does: 'takes one step' },
  { keys: ['R'], does: 'resets: same seed, same start' },
  { keys: ['H'], does: 'hides the controls, or shows them' },
  { keys: ['F'], does: 'full screen' },
  { keys: ['?'], does: 'shows this list' },
  { keys: ['W', 'Esc'], does: 'close this view; W opens it on any page' },
];
