// The bench's result: a table to read, and one JSON object for programs.
import type { Result } from './contest.ts';
import type { Counts } from './counts.ts';
import { labelOf } from './rows.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly browser?: string;
  readonly gpu: string | null;
}

const FOOTNOTE = `
ms/step: median over alternating blocks of about a second. times: as many times as long as the row that says 1.00.
Dispatches, uploads, submits, readbacks and new buffers: WebGPU calls a timed step. An engine reads back once a block, so
the slower it is the more often a step; one that takes a second or longer reads back after every step.
peak MB: the most that WebGPU buffers and textures held at any time, and all WebAssembly memories at the end (they never
shrink); for tfjs-cpu the tensors kept between steps, for tfjs-webgl its textures. JavaScript's own arrays are not in it.
cost: mean squared error on 500 test digits after three steps, the same for all that compute the same.`;

const NO_COUNTS: Readonly<Record<keyof Counts, null>> = {
  dispatches: null,
  uploads: null,
  submits: null,
  readbacks: null,
  createdBuffers: null,
};

/** Enough digits for anyone, so that the numbers can be read. */
const rounded = (value: number | null) => (value === null ? null : Number(value.toPrecision(6)));

export function toJson(results: readonly Result[], machine: Machine): string {
  const engines = results.map(({ name, threads, isolated, msPerStep, blocks, counts, peakBytes, cost, error }) => ({
    name,
    threads,
    isolated,
    msPerStep: rounded(msPerStep),
    ...(counts ? Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, rounded(value)])) : NO_COUNTS),
    peakBytes,
    cost: rounded(cost),
    blocks: blocks.map(rounded),
    ...(error === undefined ? {} : { error }),
  }));
  return JSON.stringify({ engines, machine });
}

/** What times are relative to: our WebAssembly engine on one thread, or the fastest where it did not run. */
function unit(results: readonly Result[]): number {
  const own = results.find(({ name, threads }) => name === 'simd' && threads === 1)?.msPerStep;
  return own ?? Math.min(...results.map(({ msPerStep }) => msPerStep ?? Infinity));
}

export function toTable(results: readonly Result[], { cpu, cores, node, browser, gpu }: Machine): string {
  const one = unit(results);
  const shown = (value: number | null | undefined, digits: number) => (value === null || value === undefined ? '-' : value.toFixed(digits));
  /** Counts are whole but for what happens once in many steps. */
  const count = (value: number | undefined) => (value === undefined ? '-' : String(Number(value.toFixed(2))));
  const head = ['engine', 'ms/step', 'times', 'dispatches', 'uploads', 'submits', 'readbacks', 'new buffers', 'peak MB', 'cost'];
  const rows = results.map((result) => {
    const { msPerStep, counts, peakBytes, cost } = result;
    return [
      labelOf(result),
      shown(msPerStep, 1),
      shown(msPerStep && msPerStep / one, 2),
      ...[counts?.dispatches, counts?.uploads, counts?.submits, counts?.readbacks, counts?.createdBuffers].map(count),
      shown(peakBytes && peakBytes / 1e6, 0),
      shown(cost, 6),
    ];
  });
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]!.length)));
  const line = (cells: readonly string[], end = '') =>
    (cells.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join('  ') + end).trimEnd();
  return [
    `${cpu}, ${cores} cores; ${browser ?? `Node ${node}`}; WebGPU: ${gpu ?? 'none'}`,
    '',
    line(head),
    ...rows.map((row, k) => line(row, results[k]!.error === undefined ? '' : `  ${results[k]!.error}`)),
    FOOTNOTE,
  ].join('\n');
}
