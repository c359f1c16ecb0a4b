// A row's own process: with WebGPU as a browser's worker has it, it runs what it is told to.
import { hookImports } from '../node-imports.ts';
import { defineWebGpu } from './dawn.ts';
import type { Greeting } from './in-node.ts';
import type { Command } from './rows.ts';

const adapter = await defineWebGpu();
hookImports();

const { createRunner } = await import('./runner.ts');
const run = createRunner();
process.on('message', async (command: Command) => process.send!(await run(command)));

// Dawn's threads would keep an orphan alive.
process.on('disconnect', () => process.exit());

process.send!({ adapter } satisfies Greeting);
