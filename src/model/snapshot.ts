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

const finite = (values: Float32Array) => values.every(Number.isFinite);

/** Whether training can go on from here: a diverged network has parameters that are no numbers, and a mean of squares is not negative. */
export function isSound({ parameters, firstMoment, secondMoment }: Snapshot): boolean {
  return finite(parameters) && finite(firstMoment) && finite(secondMoment) && secondMoment.every((value) => value >= 0);
}
