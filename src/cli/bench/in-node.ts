// Gives each row a Node process of its own, with Dawn for WebGPU: the same engines on a graphics processor, without a browser.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Place } from './contest.ts';
import type { Opened } from './in-browser.ts';
import type { Command, Reply } from './rows.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** What a child says of itself before it takes commands. */
export interface Greeting {
  readonly adapter: string | null;
}

async function openChild(): Promise<Place & Greeting> {
  // The bench's own standard output holds nothing but its result.
  const child = fork(CHILD, { stdio: ['ignore', 2, 'inherit', 'ipc'] });
  const ended = new Promise<Reply>((resolve) => child.once('exit', (code) => resolve({ error: `its process ended (${code})` })));
  const said = async () => ((await once(child, 'message')) as [unknown])[0];
  const greeting = (await Promise.race([said(), ended])) as Greeting | { readonly error: string };
  if ('error' in greeting) throw new Error(`Dawn does not start: ${greeting.error}`);
  return {
    ...greeting,
    ask(command: Command) {
      const answer = said() as Promise<Reply>;
      child.send(command);
      return Promise.race([answer, ended]);
    },
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Throws a sentence where Dawn finds no graphics processor. */
export async function openNode(): Promise<Opened> {
  const { adapter, close } = await openChild();
  await close();
  if (adapter === null) {
    throw new Error('WebGPU finds no graphics processor outside a browser here: it needs Vulkan, Metal or Direct3D 12 and a driver');
  }
  return { open: openChild, machine: { gpu: adapter }, close: async () => {} };
}
