// Counts what is asked of WebGPU, by wrapping its prototypes.
import type { GpuCounts } from '../protocol.ts';

type Method = (...args: never[]) => unknown;

/** Calls `count` with what the method was called on and what it gave. */
function wrap<Owner extends object>(owner: Owner, name: keyof Owner, count: (self: unknown, result: unknown) => void): void {
  const original = owner[name] as Method;
  owner[name] = function (this: unknown, ...args: never[]) {
    const result = original.apply(this, args);
    count(this, result);
    return result;
  } as Owner[keyof Owner];
}

const counts = { dispatches: 0, createBuffers: 0, writeBuffers: 0, submits: 0, maps: 0 };
const live = new Set<unknown>();

if ('gpu' in navigator) {
  wrap(GPUDevice.prototype, 'createBuffer', (_, buffer) => {
    counts.createBuffers++;
    live.add(buffer);
  });
  wrap(GPUBuffer.prototype, 'destroy', (buffer) => live.delete(buffer));
  wrap(GPUBuffer.prototype, 'mapAsync', () => counts.maps++);
  wrap(GPUQueue.prototype, 'writeBuffer', () => counts.writeBuffers++);
  wrap(GPUQueue.prototype, 'submit', () => counts.submits++);
  wrap(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.dispatches++);
}

/** Buffers created and not destroyed. */
export const liveBuffers = () => live.size;

/** What is asked of WebGPU while `work` runs. */
export async function counted(work: () => Promise<unknown>): Promise<GpuCounts> {
  const before = { ...counts };
  await work();
  const names = Object.keys(counts) as (keyof typeof counts)[];
  return Object.fromEntries(names.map((name) => [name, counts[name] - before[name]])) as unknown as GpuCounts;
}
