// The workbench of the lab: which tools it has, the arrangements that come with it, and an arrangement as text in an address.

/** Names of all tools, by their ids in the page. */
export const TOOLS = {
  plane: 'Latent plane',
  cost: 'Cost',
  copies: 'Reconstructions',
  map: 'Map',
  film: 'Film',
  generator: 'Generator',
  path: 'Path',
  support: 'Where it guesses',
  draw: 'Your digit',
  data: 'Your data',
  compare: 'Two runs',
  pca: 'Beside PCA',
  strangers: 'Strangers',
  units: 'Units',
  network: 'Network',
  step: 'One step',
  noise: 'Noisy copies',
  prior: 'Samples',
  code: 'Code',
} as const;

export type ToolName = keyof typeof TOOLS;
/** Which tool stands in each of the four panels. */
export type Arrangement = readonly [ToolName, ToolName, ToolName, ToolName];

export const PRESETS: Readonly<Record<string, Arrangement>> = {
  Train: ['plane', 'cost', 'copies', 'map'],
  Generate: ['generator', 'map', 'path', 'support'],
  Compare: ['compare', 'cost', 'pca', 'film'],
  Inspect: ['units', 'step', 'strangers', 'plane'],
};

export const FIRST = PRESETS['Train']!;

/** Tools whose drawing fills its panel, whatever the height; the others scroll in theirs. */
export const FILLING: readonly ToolName[] = ['plane', 'cost', 'copies', 'map', 'film', 'generator'];

/** Those of them whose controls are folded. */
export const OPTIONS: readonly ToolName[] = ['cost', 'copies', 'map', 'generator'];

/** Four different tools from an address, `plane.cost.copies.map`; undefined for anything else. */
export function arrangementFrom(text: string | null): Arrangement | undefined {
  const names = (text ?? '').split('.', 5);
  const known = names.filter((name, k): name is ToolName => Object.hasOwn(TOOLS, name) && names.indexOf(name) === k);
  return names.length === 4 && known.length === 4 ? (known as unknown as Arrangement) : undefined;
}

export const arrangementText = (arrangement: Arrangement): string => arrangement.join('.');

/** `tool` comes to panel `k`; where it stood comes what was there. */
export function placed(arrangement: Arrangement, k: number, tool: ToolName): Arrangement {
  const next = [...arrangement] as [ToolName, ToolName, ToolName, ToolName];
  const from = next.indexOf(tool);
  if (from >= 0) next[from] = next[k]!;
  next[k] = tool;
  return next;
}
