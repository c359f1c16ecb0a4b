// The worker of one row.
import { createRunner } from '../runner.ts';
import type { Command } from '../rows.ts';

const run = createRunner();

addEventListener('message', async ({ data }: MessageEvent<Command>) => postMessage(await run(data)));
