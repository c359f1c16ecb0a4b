// Matrix products whose gradients are quick on tfjs's WebAssembly backend.
import { matMul, registerGradient, transpose, type Tensor } from '@tensorflow/tfjs-core';

const swapped = (x: Tensor) => transpose(x, x.shape.length === 3 ? [0, 2, 1] : [1, 0]);

/**
 * The backend multiplies transposed matrices with a scalar loop and plain ones with SIMD, and both gradients of a product
 * are transposed. Transposing first, then multiplying, gives the same numbers several times faster.
 * Only for products that are not transposed themselves, the only kind the engine makes.
 */
export function registerQuickGradient(): void {
  registerGradient({
    kernelName: 'BatchMatMul',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as [Tensor, Tensor];
      return { a: () => matMul(dy as Tensor, swapped(b)), b: () => matMul(swapped(a), dy as Tensor) };
    },
  });
}
