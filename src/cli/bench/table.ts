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
export const rounded = (value: number | null) => (value === null ? null : Number(value.toPrecision(6)));

export function toJson(results: readonly Result[], machine: Machine): string {
  const engines = results.map(({ name, threads, isolated, train, msPerStep, blocks, counts, peakBytes, cost, error }) => ({
    name,
    threads,
    isolated,
    batch: train.batch,
    msPerStep: rounded(msPerStep),
    ...(counts ? Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, rounded(value)])) : NO_COUNTS),
    peakBytes,
    cost: rounded(cost),
    blocks: blocks.map(rounded),
    ...(error === undefined ? {} : { error }),
  }));
  return JSON.stringify({ engines, machine });
}

const batchesOf = (results: readonly Result[]): number[] => [...new Set(results.map(({ train }) => train.batch))];

/** What times are relative to, at the largest batch: our WebAssembly engine on one thread, or the fastest where it did not run. */
function unit(results: readonly Result[]): number {
  const largest = Math.max(...batchesOf(results));
  const at = results.filter(({ train }) => train.batch === largest);
  const own = at.find(({ name, threads }) => name === 'simd' && threads === 1)?.msPerStep;
  return own ?? Math.min(...at.map(({ msPerStep }) => msPerStep ?? Infinity));
}

/** What a step costs on a smaller batch and what threads bring, in sentences: ratios of one run. None where there is one batch alone. */
function ratios(results: readonly Result[]): string[] {
  const batches = batchesOf(results);
  if (batches.length === 1) return [];
  const largest = Math.max(...batches);
  const timeOf = (label: string, batch: number) =>
    results.find((result) => labelOf(result) === label && result.train.batch === batch)?.msPerStep ?? NaN;
  const labels = [...new Set(results.map(labelOf))];
  const smaller = labels.map((label) => {
    const parts = batches.filter((batch) => batch < largest);
    const shares = parts.map((batch) => `${(timeOf(label, batch) / timeOf(label, largest)).toFixed(3)} at ${batch}`);
    return `${label}: ${shares.join(', ')}, of a step at ${largest}`;
  });
  const alone = (label: string) => label.replace(/ x.*/, ' x1');
  const gains = labels
    .filter((label) => alone(label) !== label)
    .map((label) => {
      const each = batches.map((batch) => `${(timeOf(alone(label), batch) / timeOf(label, batch)).toFixed(2)} at ${batch}`);
      return `${label}: ${each.join(', ')} times as fast as ${alone(label)}`;
    });
  return ['', ...smaller, ...gains];
}

/** Lines of a table: the first column to the left, the others to the right. `ends[k]` follows row k. */
export function aligned(head: readonly string[], rows: readonly (readonly string[])[], ends: readonly string[] = []): string[] {
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]!.length)));
  const line = (cells: readonly string[], end = '') =>
    (cells.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join('  ') + end).trimEnd();
  return [line(head), ...rows.map((row, k) => line(row, ends[k]))];
}

export const machineText = ({ cpu, cores, node, browser, gpu }: Machine): string =>
  `${cpu}, ${cores} cores; ${browser ?? `Node ${node}`}; WebGPU: ${gpu ?? 'none'}`;

export const shown = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? '-' : value.toFixed(digits);

export function toTable(results: readonly Result[], machine: Machine): string {
  const one = unit(results);
  /** Counts are whole but for what happens once in many steps. */
  const count = (value: number | undefined) => (value === undefined ? '-' : String(Number(value.toFixed(2))));
  const head = ['engine', 'batch', 'ms/step', 'times', 'dispatches', 'uploads', 'submits', 'readbacks', 'new buffers', 'peak MB', 'cost'];
  const rows = results.map((result) => {
    const { train, msPerStep, counts, peakBytes, cost } = result;
    return [
      labelOf(result),
      String(train.batch),
      shown(msPerStep, 1),
      shown(msPerStep && msPerStep / one, 2),
      ...[counts?.dispatches, counts?.uploads, counts?.submits, counts?.readbacks, counts?.createdBuffers].map(count),
      shown(peakBytes && peakBytes / 1e6, 0),
      shown(cost, 6),
    ];
  });
  const reasons = results.map(({ error }) => (error === undefined ? '' : `  ${error}`));
  return [machineText(machine), '', ...aligned(head, rows, reasons), ...ratios(results), FOOTNOTE].join('\n');
}
