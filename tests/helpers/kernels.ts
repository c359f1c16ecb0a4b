// The simd engine's kernels lie compiled before any test asks for them: sources import them by name.
export { compileKernels as setup } from '../../src/cli/kernels.ts';
