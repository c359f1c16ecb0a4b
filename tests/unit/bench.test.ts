// The bench's pure parts: turns and medians, what is counted, what is printed.
import { expect, test } from 'vitest';
import { contest, median, turns, type Contest, type Place } from '../../src/cli/bench/contest.ts';
import { addDifference, mapCounts, textureBytes, watchGpu } from '../../src/cli/bench/counts.ts';
import { rowsOf as rowsWith, type Row, type RowName } from '../../src/cli/bench/rows.ts';
import { toJson, toTable, type Machine } from '../../src/cli/bench/table.ts';
import { RECIPES } from '../../src/model/recipes.ts';

const PEAK = { counts: null, peakBytes: 2e6 };
const MACHINE: Machine = { cpu: 'A processor', cores: 2, node: 'v22', browser: 'Chromium 1', gpu: null };

/** A place whose blocks take the given milliseconds a step, one after the other; it notes when it is asked. */
function place(name: string, times: number[], log: string[], msPerStep = 1): Place {
  return {
    async ask(command) {
      if (command.do === 'start') return { done: { cost: 0.38, msPerStep } };
      if (command.do === 'finish') return { done: PEAK };
      log.push(name);
      const time = times.shift();
      return time === undefined ? { error: `${name} broke\n    at somewhere` } : { done: { steps: 2, milliseconds: 2 * time } };
    },
    close: async () => void log.push(`${name} closed`),
  };
}

/** Rows that train by the notebook's recipe, on its batch or another. */
const rowsOf = (names: readonly RowName[], cores: number, batch = RECIPES.notebook.batch) =>
  rowsWith(names, cores, { ...RECIPES.notebook, batch });

const rows = rowsOf(['wgsl', 'tfjs-webgpu', 'tfjs-cpu'], 2);

const run = (rounds: number, open: Contest['open']) => contest({ rows, rounds, open, say: () => {} });

test('a median is the middle, or the mean of the two in the middle', () => {
  expect(median([10, 2, 1])).toBe(2);
  expect(median([10, 1, 2, 4])).toBe(3);
});

test('everyone is first in turn', () => {
  expect([0, 1, 2, 3].map((round) => turns(['a', 'b', 'c'], round).join(''))).toEqual(['abc', 'bca', 'cab', 'abc']);
});

test('blocks alternate; slow engines take two rounds; one that breaks is out with its reason, the others go on', async () => {
  const log: string[] = [];
  const places: Record<string, Place> = {
    wgsl: place('wgsl', [3, 9, 4, 5, 1], log),
    'tfjs-webgpu': place('tfjs-webgpu', [7], log),
    'tfjs-cpu': place('tfjs-cpu', [4100, 4300], log, 4200),
  };
  const results = await run(5, async ({ name }) => places[name]!);
  expect(log.slice(0, 6)).toEqual(['wgsl', 'tfjs-webgpu', 'tfjs-cpu', 'tfjs-webgpu', 'tfjs-webgpu closed', 'tfjs-cpu']);
  expect(log.filter((name) => name === 'tfjs-cpu')).toHaveLength(2);
  expect(log.filter((name) => name.endsWith('closed'))).toHaveLength(3);
  expect(results.map(({ msPerStep }) => msPerStep)).toEqual([4, null, 4200]);
  expect(results.map(({ error }) => error)).toEqual([undefined, 'tfjs-webgpu broke', undefined]);
});

test('an engine that cannot be opened becomes a row with its reason', async () => {
  const results = await run(1, async ({ name }) => {
    if (name === 'wgsl') throw new Error('not built yet');
    return place(name, [1], []);
  });
  expect(results[0]).toMatchObject({ error: 'not built yet', msPerStep: null, cost: null });
  expect(results[1]).toMatchObject({ msPerStep: 1, cost: 0.38 });
});

test('rows have their threads; those with more than one an isolated page, and ours a page that is not, too', () => {
  const told = (cores: number) =>
    rowsOf(['jax-wasm', 'simd', 'wgsl'], cores).map(({ name, threads, isolated }) => [name, threads, isolated]);
  expect(told(4)).toEqual([
    ['wgsl', null, false],
    ['simd', 1, false],
    ['simd', 2, true],
    ['simd', 2, false],
    ['jax-wasm', 1, false],
    ['jax-wasm', 4, true],
  ]);
  expect(told(1).filter(([name]) => name === 'jax-wasm')).toEqual([['jax-wasm', 1, false]]);
});

test('WebGPU calls are counted and still do their work; destroyed buffers are no longer held', () => {
  class GPUBuffer {
    destroyed = 0;
    destroy() {
      this.destroyed++;
    }
    mapAsync(_mode: number) {}
  }
  class GPUDevice {
    createBuffer(_descriptor: object) {
      return new GPUBuffer();
    }
  }
  class GPUQueue {
    written: unknown[] = [];
    writeBuffer(...args: unknown[]) {
      this.written.push(args);
    }
    submit() {}
  }
  class GPUComputePassEncoder {
    dispatchWorkgroups() {}
  }
  const watch = watchGpu({ GPUBuffer, GPUDevice, GPUQueue, GPUComputePassEncoder });
  const [device, queue, pass] = [new GPUDevice(), new GPUQueue(), new GPUComputePassEncoder()];
  const first = device.createBuffer({ size: 100, mappedAtCreation: true });
  const before = watch.counts();
  device.createBuffer({ size: 50 });
  first.destroy();
  first.destroy();
  const last = device.createBuffer({ size: 60 });
  last.mapAsync(1);
  last.mapAsync(2);
  queue.writeBuffer('buffer', 0);
  queue.submit();
  pass.dispatchWorkgroups();
  pass.dispatchWorkgroups();
  expect(first.destroyed).toBe(2);
  expect(queue.written).toEqual([['buffer', 0]]);
  expect(before).toEqual({ dispatches: 0, uploads: 1, submits: 0, readbacks: 0, createdBuffers: 1 });
  const added = addDifference(
    mapCounts(() => 0),
    before,
    watch.counts(),
  );
  expect(added).toEqual({ dispatches: 2, uploads: 2, submits: 1, readbacks: 1, createdBuffers: 2 });
  expect(watch.peakBytes()).toBe(150);
});

test('textures are as large as their format says', () => {
  const of = (format: string) => textureBytes({ width: 2, height: 3, depthOrArrayLayers: 1, format } as GPUTexture);
  expect([of('r32float'), of('rgba8unorm'), of('rg16float')]).toEqual([24, 24, 24]);
  expect(of('rgba32float')).toBe(96);
});

const measured = (row: Row, msPerStep: number) => ({ ...row, msPerStep, blocks: [msPerStep], ...PEAK, cost: 0.3838381 });

test('JSON has every key in every row, nulls and the reason where one failed', () => {
  const counts = { dispatches: 20, uploads: 1 / 3, submits: 0.1, readbacks: 0.01, createdBuffers: 0 };
  const [gpu, , cpu] = rows;
  const failed = { ...rows[1]!, error: 'no GPU', msPerStep: null, blocks: [], counts: null, peakBytes: null, cost: null };
  const { engines, machine } = JSON.parse(toJson([{ ...measured(gpu!, 8.123456789), counts }, failed, measured(cpu!, 4800)], MACHINE));
  const keys = [
    'name',
    'threads',
    'isolated',
    'batch',
    'msPerStep',
    'dispatches',
    'uploads',
    'submits',
    'readbacks',
    'createdBuffers',
    'peakBytes',
    'cost',
    'blocks',
  ];
  expect(Object.keys(engines[0])).toEqual(keys);
  expect(Object.keys(engines[1])).toEqual([...keys, 'error']);
  expect(engines[0]).toMatchObject({ name: 'wgsl', batch: 500, msPerStep: 8.12346, dispatches: 20, uploads: 0.333333 });
  expect(engines[1]).toMatchObject({ threads: null, msPerStep: null, dispatches: null, cost: null, error: 'no GPU' });
  expect(engines[2]).toMatchObject({ threads: 1, dispatches: null, peakBytes: 2e6 });
  expect(machine).toEqual(MACHINE);
});

test('times are relative to simd on one thread, or else to the fastest', () => {
  const [one, two, , cpu] = rowsOf(['simd', 'tfjs-cpu'], 2);
  const lineOf = (name: string, table: string) => table.split('\n').find((line) => line.startsWith(name))!;
  const table = toTable([measured(one!, 100), measured(two!, 50), measured(cpu!, 4000)], MACHINE);
  expect(lineOf('simd x1', table)).toMatch(/100\.0 +1\.00/);
  expect(lineOf('simd x2', table)).toMatch(/50\.0 +0\.50/);
  expect(lineOf('tfjs-cpu', table)).toMatch(/4000\.0 +40\.00 .* 2 +0\.383838$/);
  expect(lineOf('tfjs-cpu', toTable([measured(cpu!, 4000), { ...measured(two!, 2000) }], MACHINE))).toMatch(/ 2\.00 /);
});

test('with several batches the table says what a smaller one costs, and how much faster threads are on each', () => {
  const results = [64, 500].flatMap((batch) =>
    rowsOf(['simd'], 2, batch).map((row) => measured(row, (batch === 64 ? 12 : 60) / (row.threads === 1 ? 1 : row.isolated ? 1.6 : 1.2))),
  );
  const table = toTable(results, MACHINE);
  expect(table).toContain('simd x1: 0.200 at 64, of a step at 500');
  expect(table).toContain('simd x2: 1.60 at 64, 1.60 at 500 times as fast as simd x1');
  expect(table).toContain('simd x2, messages: 1.20 at 64, 1.20 at 500 times as fast as simd x1');
  expect(table).toMatch(/simd x1 +500 +60\.0 +1\.00/);
  expect(toTable(results.slice(3), MACHINE)).not.toContain('times as fast');
});
