// A row's own process: defines WebGPU as a browser's worker has it, then runs what it is told to.
import { hookImports } from '../node-imports.ts';
import type { Greeting } from './in-node.ts';
import type { Command } from './rows.ts';

const { create, globals } = await import('webgpu');
// Without a worker's scope tfjs takes itself to be in Node, and wants CommonJS's `require`.
Object.assign(globalThis, globals, { WorkerGlobalScope: class {} });
Object.defineProperty(navigator, 'gpu', { value: create([]), configurable: true });
hookImports();

const { createRunner } = await import('./runner.ts');
const run = createRunner();
process.on('message', async (command: Command) => process.send!(await run(command)));

// Dawn's threads would keep an orphan alive.
process.on('disconnect', () => process.exit());

const info = (await navigator.gpu.requestAdapter())?.info;
const adapter = info ? [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ') : null;
process.send!({ adapter } satisfies Greeting);
