// Sets of images on the graphics processor, as bytes: uploaded when a job first needs them, kept while they are in use.
import { PIXELS } from '../../../model/spec.ts';

export interface ImageSets {
  /** The set as a resource for kernels/gather.wgsl, with its first `needed` images in place. */
  group(images: Uint8Array, needed: number): GPUBindGroup;
  /** Frees what the submission just made was the last to need. */
  sweep(): void;
  destroy(): void;
}

interface Resident {
  readonly buffer: GPUBuffer;
  readonly group: GPUBindGroup;
  /** Images in place, from the first on. */
  count: number;
}

/** Sets kept beside the training set: the test set, and one more. */
const KEPT = 2;

/**
 * @param training the training set, `[n, 784]`, which stays for good; its first `head` images are there to be uploaded, and the others
 *   are once one of them is asked for
 * @param makeGroup what binds a set's buffer
 */
export function createImageSets(
  device: GPUDevice,
  training: Uint8Array,
  head: number,
  makeGroup: (bytes: GPUBuffer) => GPUBindGroup,
): ImageSets {
  // Newest last.
  const sets = new Map<Uint8Array, Resident>();
  let retired: GPUBuffer[] = [];

  function add(images: Uint8Array): Resident {
    const buffer = device.createBuffer({
      label: 'images',
      size: Math.max(images.length, PIXELS),
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    return { buffer, group: makeGroup(buffer), count: 0 };
  }

  function retireOldest(): void {
    const [oldest, { buffer }] = [...sets].find(([images]) => images !== training)!;
    sets.delete(oldest);
    // The submission being put together may need it.
    retired.push(buffer);
  }

  sets.set(training, add(training));

  return {
    group(images, needed) {
      const set = sets.get(images) ?? add(images);
      sets.delete(images);
      sets.set(images, set);
      if (sets.size > KEPT + 1) retireOldest();
      if (needed > set.count) {
        const from = set.count * PIXELS;
        set.count = images === training && needed <= head ? head : images.length / PIXELS;
        device.queue.writeBuffer(set.buffer, from, images, from, set.count * PIXELS - from);
      }
      return set.group;
    },
    sweep() {
      for (const buffer of retired) buffer.destroy();
      retired = [];
    },
    destroy() {
      this.sweep();
      for (const { buffer } of sets.values()) buffer.destroy();
      sets.clear();
    },
  };
}
