// Numbers from the graphics processor: staging buffers, used again and again.
import { finished } from './firefox-poll.ts';

/** What to copy out, in order: whole buffers or their first `bytes`. */
export interface Source {
  readonly buffer: GPUBuffer;
  readonly bytes: number;
}

export interface Readback {
  /**
   * Adds copies to a submission. Call the function it gives right after submitting: that waits, and gives the bytes of all
   * sources one after another. It rejects when the device is lost or the buffers are destroyed.
   */
  copy(encoder: GPUCommandEncoder, sources: readonly Source[]): () => Promise<ArrayBuffer>;
  destroy(): void;
}

export function createReadback(device: GPUDevice): Readback {
  const all = new Set<GPUBuffer>();
  let free: GPUBuffer[] = [];

  /** The smallest that is large enough. */
  function take(bytes: number): GPUBuffer {
    const found = free.filter(({ size }) => size >= bytes).sort((a, b) => a.size - b.size)[0];
    if (found) {
      free = free.filter((each) => each !== found);
      return found;
    }
    // Powers of two: figures ask for a few rows more or fewer, and shall not need a new one each time.
    const made = device.createBuffer({
      label: 'staging',
      size: 2 ** Math.ceil(Math.log2(Math.max(bytes, 256))),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    all.add(made);
    return made;
  }

  return {
    copy(encoder, sources) {
      const total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
      const staging = take(total);
      let at = 0;
      for (const { buffer, bytes } of sources) {
        encoder.copyBufferToBuffer(buffer, 0, staging, at, bytes);
        at += bytes;
      }
      return async () => {
        try {
          await finished(device.queue, staging.mapAsync(GPUMapMode.READ, 0, total));
        } catch (error) {
          // What could not be mapped is in no known state.
          all.delete(staging);
          staging.destroy();
          throw error;
        }
        const bytes = staging.getMappedRange(0, total).slice(0);
        staging.unmap();
        free.push(staging);
        return bytes;
      };
    },
    destroy() {
      for (const each of all) each.destroy();
      all.clear();
      free = [];
    },
  };
}
