// What lies ready before any test: the simd engine's kernels, which sources import by name, and the data.
import { compileKernels } from '../../src/cli/kernels.ts';
import { prepareData } from '../../src/cli/prepare-data.ts';

export async function setup(): Promise<void> {
  await compileKernels();
  await prepareData();
}
