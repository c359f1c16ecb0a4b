// What engines ask of WebGPU and hold in memory, watched from before any engine is loaded.
import { addDifference, mapCounts, watchGpu, type Counts, type GpuClasses } from '../../../src/cli/bench/counts.ts';
import { watchMemories } from '../../../src/cli/bench/memories.ts';

export const gpu = watchGpu(globalThis as GpuClasses);
export const wasmBytes = watchMemories();

/** What is asked of WebGPU while `work` runs. */
export async function counted(work: () => Promise<unknown>): Promise<Counts> {
  const before = gpu.counts();
  await work();
  const nothing = mapCounts(() => 0);
  return addDifference(nothing, before, gpu.counts());
}
