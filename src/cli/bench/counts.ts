// Counts what a program asks of WebGPU and how many bytes it holds there, by wrapping WebGPU's own methods.

export interface Counts {
  readonly dispatches: number;
  /** Writes from the processor: writeBuffer, writeTexture, buffers mapped at creation or mapped for writing. */
  readonly uploads: number;
  readonly submits: number;
  /** Buffers mapped for reading. */
  readonly readbacks: number;
  readonly createdBuffers: number;
}

interface Class {
  readonly prototype: object;
}

/** WebGPU's classes, as they are global in a browser. A class that is missing is not counted. */
export interface GpuClasses {
  readonly GPUDevice?: Class;
  readonly GPUQueue?: Class;
  readonly GPUComputePassEncoder?: Class;
  readonly GPUBuffer?: Class;
  readonly GPUTexture?: Class;
}

export interface GpuWatch {
  /** Everything since the watch began. */
  counts(): Counts;
  /** The most bytes that buffers and textures held at any time. */
  peakBytes(): number;
  /** Buffers made and not destroyed, nor collected as garbage. */
  liveBuffers(): number;
}

/** GPUMapMode's values: the global itself may not be there yet. */
const READ = 1;
const WRITE = 2;

type Note = (self: object, args: readonly unknown[], result: unknown) => void;

/** Lets `note` know of every call of a method. */
function observe(owner: Class | undefined, method: string, note: Note): void {
  const original: unknown = owner && Reflect.get(owner.prototype, method);
  if (!owner || typeof original !== 'function') return;
  const value = function (this: object, ...args: unknown[]): unknown {
    const result: unknown = Reflect.apply(original, this, args);
    note(this, args, result);
    return result;
  };
  Object.defineProperty(owner.prototype, method, { value, configurable: true, writable: true });
}

/** Bytes of a texture's largest level: channels and bits are in the format's name. */
export function textureBytes({ width, height, depthOrArrayLayers, format }: GPUTexture): number {
  const [, channels = 'rgba', bits = '8'] = /^(r|rg|rgba|bgra)(8|16|32)/.exec(format) ?? [];
  return (width * height * depthOrArrayLayers * channels.length * Number(bits)) / 8;
}

export function watchGpu(classes: GpuClasses): GpuWatch {
  const counts = { dispatches: 0, uploads: 0, submits: 0, readbacks: 0, createdBuffers: 0 };
  interface Holding {
    readonly bytes: number;
    readonly buffers: 0 | 1;
  }
  const holdings = new WeakMap<object, Holding>();
  let [bytesNow, peak, buffersNow] = [0, 0, 0];
  const gone = ({ bytes, buffers }: Holding) => {
    bytesNow -= bytes;
    buffersNow -= buffers;
  };
  // Most programs leave some to the garbage collector, which frees them as surely as destroy() does.
  const collected = new FinalizationRegistry<Holding>(gone);
  const hold = (held: object, holding: Holding) => {
    holdings.set(held, holding);
    collected.register(held, holding, held);
    bytesNow += holding.bytes;
    buffersNow += holding.buffers;
    peak = Math.max(peak, bytesNow);
  };
  const drop: Note = (held) => {
    const holding = holdings.get(held);
    if (holding) gone(holding);
    holdings.delete(held);
    collected.unregister(held);
  };

  const { GPUDevice, GPUQueue, GPUComputePassEncoder, GPUBuffer, GPUTexture } = classes;
  observe(GPUDevice, 'createBuffer', (_, [descriptor], buffer) => {
    const { size, mappedAtCreation } = descriptor as GPUBufferDescriptor;
    counts.createdBuffers++;
    if (mappedAtCreation) counts.uploads++;
    hold(buffer as GPUBuffer, { bytes: size, buffers: 1 });
  });
  observe(GPUDevice, 'createTexture', (_, __, texture) =>
    hold(texture as GPUTexture, { bytes: textureBytes(texture as GPUTexture), buffers: 0 }),
  );
  observe(GPUBuffer, 'destroy', drop);
  observe(GPUTexture, 'destroy', drop);
  observe(GPUBuffer, 'mapAsync', (_, [mode]) => {
    if (mode === READ) counts.readbacks++;
    if (mode === WRITE) counts.uploads++;
  });
  for (const method of ['writeBuffer', 'writeTexture']) observe(GPUQueue, method, () => void counts.uploads++);
  observe(GPUQueue, 'submit', () => void counts.submits++);
  for (const method of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect']) {
    observe(GPUComputePassEncoder, method, () => void counts.dispatches++);
  }
  return { counts: () => ({ ...counts }), peakBytes: () => peak, liveBuffers: () => buffersNow };
}

/** Collects what happened between pairs of readings. */
export function addDifference(sum: Counts, before: Counts, after: Counts): Counts {
  const added = (key: keyof Counts) => sum[key] + after[key] - before[key];
  return mapCounts(added);
}

export function mapCounts(value: (key: keyof Counts) => number): Counts {
  return {
    dispatches: value('dispatches'),
    uploads: value('uploads'),
    submits: value('submits'),
    readbacks: value('readbacks'),
    createdBuffers: value('createdBuffers'),
  };
}
