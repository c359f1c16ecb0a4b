// What page/worker.ts is in a browser, in a Node process with Dawn for WebGPU.
import { defineWebGpu } from '../../src/cli/bench/dawn.ts';
import type { Greeting } from '../../src/cli/bench/in-node.ts';
import { hookImports } from '../../src/cli/node-imports.ts';
import type { Command } from './protocol.ts';

const adapter = await defineWebGpu();
hookImports();

const { answer } = await import('./page/answer.ts');
process.on('message', async (command: Command) => process.send!(await answer(command)));
// Dawn's threads would keep an orphan alive.
process.on('disconnect', () => process.exit());
process.send!({ adapter } satisfies Greeting);
