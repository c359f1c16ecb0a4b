// A training state: what training needs to go on from a step.

/** Any engine can go on from it. Arrays are laid out as `layerShapes` says. */
export interface Snapshot {
  /** Steps taken. */
  readonly step: number;
  readonly parameters: Float32Array;
  /** Adam's running means of the gradient and of its square. */
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

/** Whether all numbers are finite and at least `least`. A loop: `every` takes ten times as long, and states are kept while training waits. */
function allFrom(least: number, values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!(values[i]! >= least && values[i]! < Infinity)) return false;
  return true;
}

/** Whether training can go on from here: a diverged network has parameters that are no numbers, and a mean of squares is not negative. */
export function isSound({ parameters, firstMoment, secondMoment }: Snapshot): boolean {
  return allFrom(-Number.MAX_VALUE, parameters) && allFrom(-Number.MAX_VALUE, firstMoment) && allFrom(0, secondMoment);
}
