// A browser steered by hand over the DevTools protocol, for what Playwright forbids: a tab that really is hidden.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Tab {
  /** The value of an expression in the page; it must be plain data. */
  evaluate<Value>(expression: string): Promise<Value>;
}

export interface ByHand {
  /** Opens an address in a new tab, in front of the others. */
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
}

type Message = { id?: number; result?: unknown; error?: { message: string } };

/** Starts a browser of its own, with a profile that is thrown away. */
export async function browserByHand(executable: string, args: readonly string[]): Promise<ByHand> {
  const profile = mkdtempSync(join(tmpdir(), 'two-numbers-'));
  const child = spawn(executable, [...args, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']);
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = /ws:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.on('exit', () => reject(new Error(`the browser ended: ${said}`)));
  });
  const socket = new WebSocket(address);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const waiting = new Map<number, (message: Message) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
  });
  let last = 0;
  const send = <Result>(method: string, params: object, sessionId?: string) =>
    new Promise<Result>((resolve, reject) => {
      waiting.set(++last, ({ result, error }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result as Result)));
      socket.send(JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) }));
    });

  return {
    async open(url) {
      const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url });
      await send('Target.activateTarget', { targetId });
      const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
      const evaluate = async <Value>(expression: string) => {
        const params = { expression, awaitPromise: true, returnByValue: true };
        return (await send<{ result: { value: Value } }>('Runtime.evaluate', params, sessionId)).result.value;
      };
      // An isolated page moves to a process of its own on its way in; until it has arrived there is nothing to ask.
      const arrived = () => evaluate<boolean>(`location.href === ${JSON.stringify(url)}`).catch(() => false);
      while (!(await arrived())) await new Promise((resolve) => setTimeout(resolve, 50));
      return { evaluate };
    },
    async close() {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      void send('Browser.close', {}).catch(() => {});
      await ended;
      try {
        rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      } catch {
        // A helper process may still be writing; the system clears its temporary folder.
      }
    },
  };
}
