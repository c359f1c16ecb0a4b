// WebKitGTK under its own WebDriver (Debian: webkit2gtk-driver, xvfb). Playwright has no WebKit that a distribution ships.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

const has = (command: string) => spawnSync(command, ['--help']).error === undefined;

/** Why there is no WebKit to be driven here; empty where there is one. */
export const noWebKit = !has('WebKitWebDriver')
  ? 'WebKitWebDriver is not installed'
  : !process.env['DISPLAY'] && !has('xvfb-run')
    ? 'there is no display, and xvfb-run is not installed'
    : '';

export interface WebKit {
  readonly goto: (url: string) => Promise<void>;
  readonly resize: (width: number, height: number) => Promise<void>;
  /** Runs `code`, the body of a function of `args`, in the page; gives what it returns. */
  readonly run: <Result>(code: string, ...args: readonly (string | number)[]) => Promise<Result>;
  /** Clicks the first element for a CSS selector as a reader would. */
  readonly click: (selector: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The name under which WebDriver passes an element (W3C WebDriver, section 12). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export async function openWebKit(): Promise<WebKit> {
  const port = await freePort();
  const driver = ['WebKitWebDriver', `--port=${port}`];
  const [command, ...args] = process.env['DISPLAY'] ? driver : ['xvfb-run', '--auto-servernum', ...driver];
  // A group of its own: xvfb-run leaves its children behind when it is ended alone.
  const child = spawn(command!, args, { stdio: 'ignore', detached: true });

  /** Throws the driver's message. */
  async function call<Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Value> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }
  const up = () =>
    call<{ ready: boolean }>('GET', '/status').then(
      ({ ready }) => ready,
      () => false,
    );
  while (!(await up())) {
    if (child.exitCode !== null) throw new Error(`${command} ended with exit status ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { sessionId } = await call<{ sessionId: string }>('POST', '/session', { capabilities: {} });
  const session = `/session/${sessionId}`;
  return {
    goto: (url) => call('POST', `${session}/url`, { url }),
    resize: (width, height) => call('POST', `${session}/window/rect`, { width, height }),
    run: (script, ...values) => call('POST', `${session}/execute/sync`, { script, args: values }),
    async click(selector) {
      const element = await call<Record<string, string>>('POST', `${session}/element`, { using: 'css selector', value: selector });
      await call('POST', `${session}/element/${element[ELEMENT]}/click`, {});
    },
    async close() {
      await call('DELETE', session).catch(() => {});
      process.kill(-child.pid!);
    },
  };
}
