// The stock Firefox over WebDriver BiDi, which it speaks itself (Debian: firefox-esr). Playwright drives a build of its own alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserOf, installed, start, stop, type Browser } from './browser.ts';

const path = process.env['FIREFOX_PATH'] ?? installed('firefox-esr', 'firefox');

/** Why there is no Firefox to be driven here; empty where there is one. */
export const noFirefox = path
  ? ''
  : 'Firefox is not installed: on Debian, apt-get install firefox-esr; elsewhere name its program in FIREFOX_PATH';

type Message = { id?: number; type: string; result?: unknown; error?: string; message?: string };
type Evaluated = { type: string; result: { value?: string }; exceptionDetails: { text: string } };

/** @param prefs of about:config, in a profile that is thrown away */
export async function openFirefox(prefs: Readonly<Record<string, boolean>> = {}): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'two-numbers-'));
  const lines = Object.entries(prefs).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const child = start(path!, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'], 'pipe');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr!.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said);
      if (found) resolve(`${found[1]}/session`);
    });
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`Firefox ended with exit status ${status}: ${said}`)));
  });
  const socket = new WebSocket(address);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const waiting = new Map<number, (message: Message) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
  });
  let last = 0;
  const send = <Result>(method: string, params: object = {}) =>
    new Promise<Result>((resolve, reject) => {
      waiting.set(++last, ({ type, result, error, message }) => {
        if (type === 'error') reject(new Error(`${method}: ${error}: ${message}`));
        else resolve(result as Result);
      });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await send('session.new', { capabilities: {} });
  // The tab that Firefox starts with never has the focus: it hears a key, and presses nothing.
  const { context } = await send<{ context: string }>('browsingContext.create', { type: 'tab' });

  async function run<Result>(code: string, ...args: readonly unknown[]): Promise<Result> {
    const { type, result, exceptionDetails } = await send<Evaluated>('script.callFunction', {
      functionDeclaration: `async (text) => JSON.stringify(await (async (...args) => {${code}})(...JSON.parse(text)))`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      awaitPromise: true,
      target: { context },
    });
    if (type === 'exception') throw new Error(exceptionDetails.text);
    return (result.value === undefined ? undefined : JSON.parse(result.value)) as Result;
  }
  return browserOf({
    run,
    async goto(url) {
      // Its own wait for the page has been seen to wait for ever where an isolated page moves to another process. So has a question
      // that is asked of a page on its way out: another is asked a second later.
      await send('browsingContext.navigate', { context, url, wait: 'none' });
      const arrived = () => run<boolean>(`return location.href === args[0] && document.readyState === 'complete'`, url).catch(() => false);
      const later = () => new Promise<boolean>((resolve) => setTimeout(resolve, 1_000, false));
      while (!(await Promise.race([arrived(), later()]))) await new Promise((resolve) => setTimeout(resolve, 50));
    },
    async resize(width, height) {
      await send('browsingContext.setViewport', { context, viewport: { width, height } });
    },
    async perform(actions) {
      await send('input.performActions', { context, actions: [actions] });
    },
    async close() {
      void send('browser.close').catch(() => {});
      await ended;
      stop(child);
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  });
}
