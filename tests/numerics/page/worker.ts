// Engines run where the site runs them: in a worker.
import { answer } from './answer.ts';
import type { Command } from '../protocol.ts';

self.onmessage = async ({ data }: MessageEvent<Command>) => self.postMessage(await answer(data));
