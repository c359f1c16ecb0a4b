// WebKitGTK under its own WebDriver (Debian: webkit2gtk-driver, xvfb). Playwright has no WebKit that a distribution ships.
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { browserOf, installed, start, stop, type Browser } from './browser.ts';

/** Why there is no WebKit to be driven here; empty where there is one. */
export const noWebKit = !installed('WebKitWebDriver')
  ? 'WebKitWebDriver is not installed: on Debian and Ubuntu, apt-get install webkit2gtk-driver xvfb'
  : !process.env['DISPLAY'] && !installed('xvfb-run')
    ? 'there is no display, and xvfb-run is not installed: on Debian and Ubuntu, apt-get install xvfb'
    : '';

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** No test waits by the clock, and each has a guard of its own. */
const PATIENCE = { script: 3_600_000, pageLoad: 3_600_000 };

export async function openWebKit(): Promise<Browser> {
  const port = await freePort();
  const driver = ['WebKitWebDriver', `--port=${port}`];
  const [command, ...args] = process.env['DISPLAY'] ? driver : ['xvfb-run', '--auto-servernum', ...driver];
  const child = start(command!, args, 'ignore');

  /** Throws the driver's message. By `request`, as `fetch` gives up after five minutes. */
  async function call<Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Value> {
    const asked = request({ host: '127.0.0.1', port, method, path }).end(body && JSON.stringify(body));
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const { value } = JSON.parse(await text(response)) as { value: Value & { error?: string; message?: string } };
    if (response.statusCode !== 200) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
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
  const capabilities = { alwaysMatch: { timeouts: PATIENCE } };
  const { sessionId } = await call<{ sessionId: string }>('POST', '/session', { capabilities });
  const session = `/session/${sessionId}`;
  return browserOf({
    goto: (url) => call('POST', `${session}/url`, { url }),
    resize: (width, height) => call('POST', `${session}/window/rect`, { width, height }),
    run: (code, ...args) =>
      call('POST', `${session}/execute/sync`, { script: `return (async (...args) => {${code}})(...arguments)`, args }),
    perform: (actions) => call('POST', `${session}/actions`, { actions: [actions] }),
    async close() {
      await call('DELETE', session).catch(() => {});
      stop(child);
    },
  });
}
