// `npm start`: builds the site where its sources have changed, and serves it in the foreground until Ctrl-C.
import { createServer } from 'node:net';
import { errorMessage } from '../model/error-message.ts';
import { buildSite, serveSite } from './site.ts';

/** PORT or 4321; throws a sentence where PORT is no port. */
function wantedPort(): number {
  const asked = process.env['PORT'] || '4321';
  const port = Number(asked);
  if (!/^\d+$/.test(asked) || port < 1 || port > 65535) throw new Error(`PORT must be a number from 1 to 65535, not "${asked}"`);
  return port;
}

/** Throws a sentence where the port cannot be had: better before the build than after it. */
function checkFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => {
      const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
      reject(new Error(`port ${port} ${why}: free it, or choose another one, as in PORT=${port === 65535 ? 4321 : port + 1} npm start`));
    });
    probe.listen(port, 'localhost', () => probe.close(() => resolve()));
  });
}

try {
  const port = wantedPort();
  await checkFree(port);
  if (!(await buildSite())) console.log('site: dist/ is up to date, nothing to build');
  const { address } = await serveSite(port);
  console.log(`\nTwo Numbers is at ${address}\nCtrl-C ends it.`);
} catch (error) {
  console.error(`start: ${errorMessage(error)}`);
  process.exit(1);
}
