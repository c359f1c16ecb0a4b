// Gives each row a Node process of its own, with Dawn for WebGPU: the same engines on a graphics processor, without a browser.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Opened } from './in-browser.ts';
import type { Command, Reply } from './rows.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** What a child says of itself before it takes commands. */
export interface Greeting {
  readonly adapter: string | null;
}

export interface Child<Command, Reply> extends Greeting {
  /** One command at a time. */
  ask(command: Command): Promise<Reply | { readonly error: string }>;
  close(): Promise<void>;
}

/** @param file what the process runs: it greets, then answers each command. Throws a sentence where it ends instead. */
export async function openChild<Command extends object, Reply>(file: string, env = process.env): Promise<Child<Command, Reply>> {
  // The bench's own standard output holds nothing but its result.
  const child = fork(file, { stdio: ['ignore', 2, 'inherit', 'ipc'], env, execArgv: [] });
  const ended = new Promise<{ error: string }>((resolve) => {
    child.once('exit', (code) => resolve({ error: `its process ended (${code})` }));
  });
  const said = async () => ((await once(child, 'message')) as [unknown])[0];
  const greeting = (await Promise.race([said(), ended])) as Greeting | { readonly error: string };
  if ('error' in greeting) throw new Error(`Dawn does not start: ${greeting.error}`);
  return {
    ...greeting,
    ask(command) {
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
  const open = () => openChild<Command, Reply>(CHILD);
  const { adapter, close } = await open();
  await close();
  if (adapter === null) {
    throw new Error('WebGPU finds no graphics processor outside a browser here: it needs Vulkan, Metal or Direct3D 12 and a driver');
  }
  return { open, machine: { gpu: adapter }, close: async () => {} };
}
