// What the network on the graphics processor keeps there, all made once: parameters, Adam's moments, every layer's outputs and errors.
import { layerShapes, parameterCount, PIXELS, variantOf, type ModelSpec } from '../../../model/spec.ts';
import { VARIANTS } from '../../../model/variants/index.ts';
import type { EngineSetup } from '../../engine.ts';
import { JOBS, RECORD } from './job-buffer.ts';
import { WHOLE_ROWS } from './matmul-kernels.ts';
import { rowLength } from './products.ts';

/** A cost comes in this many parts (kernels/cost.wgsl). */
export const PARTS = 64;
/** Costs that can wait to be read. */
export const SLOTS = 1_024;
/** Images that go through the network at a time: those of a batch, and at least so many. */
const ROWS = 512;

/** Images that go through the network at a time, in whole tiles. */
export const rowsFor = (batch: number) => Math.ceil(Math.max(batch, ROWS) / WHOLE_ROWS) * WHOLE_ROWS;

/** How often every image goes through the encoder in a training step. */
export const encoderTimes = (spec: ModelSpec): 1 | 2 => (VARIANTS[variantOf(spec).kind].encoderInput.kind === 'twins' ? 2 : 1);

export interface NetworkBuffers {
  /** Flat, laid out as `layerShapes` says. */
  readonly parameters: GPUBuffer;
  readonly firstMoment: GPUBuffer;
  readonly secondMoment: GPUBuffer;
  readonly gradient: GPUBuffer;
  /** What layer k of `spec.units` puts out, `[rows, units + 1]`; the last column is 1. The encoder's last layer has `columns * units` of a variant. */
  readonly outputs: readonly GPUBuffer[];
  /** d cost / d sum of each layer, `[rows, units]`; that of the images, which have none, is `spare`. */
  readonly errors: readonly GPUBuffer[];
  /** Rows that the layers up to the code have room for: of a batch, and of its twins. */
  readonly encoderRows: number;
  /** Parts of costs, `[SLOTS, PARTS]`. */
  readonly results: GPUBuffer;
  /** Records of jobs (job-buffer.ts). */
  readonly jobs: GPUBuffer;
  /** Indices of the images of a submission's steps, `[JOBS, batch]`, drawn by kernels/draw.wgsl. */
  readonly drawn: GPUBuffer;
  /** Bound where a kernel has a binding that it does not use. */
  readonly spare: GPUBuffer;
  /** Another buffer, freed with the rest. */
  make(label: string, bytes: number): GPUBuffer;
  /** Another buffer of rows `[rows, units + 1]` that end in a 1. */
  makeRows(rows: number, units: number): GPUBuffer;
  destroy(): void;
}

/**
 * Parameters and moments are those of `setup.start`.
 * @param rows what `rowsFor` gives for the batch
 */
export function createBuffers(device: GPUDevice, { spec, train, start }: EngineSetup, rows: number): NetworkBuffers {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const all: GPUBuffer[] = [];
  function make(label: string, size: number, content?: Float32Array): GPUBuffer {
    const buffer = device.createBuffer({ label, size, usage: STORAGE | COPY_SRC | COPY_DST });
    all.push(buffer);
    if (content) device.queue.writeBuffer(buffer, 0, content as Float32Array<ArrayBuffer>);
    return buffer;
  }
  function makeRows(room: number, units: number): GPUBuffer {
    const ones = new Float32Array(room * rowLength(units)).fill(1);
    return make('outputs', ones.byteLength, ones);
  }
  const flat = 4 * parameterCount(spec);
  const encoderRows = Math.max(rows, rowsFor(encoderTimes(spec) * train.batch));
  const room = (k: number) => (k <= spec.code ? encoderRows : rows);
  const widths = [PIXELS, ...layerShapes(spec).map(({ outputs }) => outputs)];
  const spare = make('spare', 4);
  return {
    parameters: make('parameters', flat, start.parameters),
    firstMoment: make('first moment', flat, start.firstMoment),
    secondMoment: make('second moment', flat, start.secondMoment),
    gradient: make('gradient', flat),
    outputs: widths.map((units, k) => makeRows(room(k), units)),
    errors: widths.map((units, k) => (k === 0 ? spare : make('errors', 4 * room(k) * units))),
    encoderRows,
    results: make('results', 4 * PARTS * SLOTS),
    jobs: make('jobs', RECORD * JOBS),
    drawn: make('drawn', 4 * JOBS * train.batch),
    spare,
    make: (label, bytes) => make(label, bytes),
    makeRows,
    destroy: () => all.forEach((each) => each.destroy()),
  };
}
