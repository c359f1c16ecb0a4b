// Numbers the project is held to: the notebook's printed costs, and independent NumPy float32 runs on MNIST (seed 0).

export const REFERENCE = {
  digits: [1, 5, 6],
  trainImages: 16_583,
  testImages: 2_985,
  parameters: 1_087_586,
  /** The notebook's printed cost on the batch just used, by iteration. */
  notebookCost: {
    0: 0.42648,
    500: 0.04356,
    1000: 0.03935,
    1500: 0.03545,
    2000: 0.03336,
    2500: 0.03329,
    3000: 0.03269,
    3500: 0.03208,
    4000: 0.03187,
    4500: 0.02983,
    5000: 0.03113,
    5500: 0.03111,
    6000: 0.02942,
    6500: 0.02914,
    7000: 0.02841,
    7500: 0.02856,
    8000: 0.02766,
    8500: 0.02801,
    9000: 0.02765,
    9500: 0.02774,
  },
  /** Test costs of independent runs with weights from normal(0, 0.1), as the notebook's code has it. */
  sigma01: { 0: 0.53958, 500: 0.0445, 1000: 0.0431, 2000: 0.0355, 5000: 0.0311, 10000: 0.028 },
  /** The same with normal(0, 0.01), as the notebook's prose has it. */
  sigma001: { 500: 0.049, 1000: 0.0454, 2000: 0.0417 },
  /** Test costs on MNIST without a network: all-zero image, mean training image, exact PCA with k numbers. */
  baselines: {
    zero: 0.098535,
    mean: 0.059044,
    pca1: 0.048459,
    pca2: 0.042933,
    pca3: 0.038623,
    pca8: 0.026827,
    pca16: 0.018981,
    pca32: 0.011955,
    pca64: 0.006552,
  },
} as const;

/** The notebook's printed costs as an earlier run to compare with. They are of batches; a batch of 500 is near enough to all test digits. */
export const NOTEBOOK_RUN = {
  label: 'notebook',
  costs: Object.entries(REFERENCE.notebookCost).map(([step, testCost]) => ({ step: Number(step), testCost })),
} as const;
