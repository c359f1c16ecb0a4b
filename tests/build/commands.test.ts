// The commands answer mistakes with a sentence and the right exit status, before they do anything.
import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { parseOptions } from '../../src/cli/train.ts';

const run = (script: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
};

test.each([
  [['--recipe', 'slow'], '--recipe must be fast or best or notebook, not "slow"'],
  [['--data', 'cifar'], '--data must be mnist or pen, not "cifar"'],
  [['--seed', '-1'], 'seed'],
  [['--seed', '1.5'], '--seed must be a whole number from 0, not "1.5"'],
  [['--steps', '0'], '--steps must be a whole number from 1, not "0"'],
  [['--steps', 'many'], '--steps must be a whole number from 1, not "many"'],
  [['--record', '../out'], '--record must be lower-case letters, digits and dashes, not "../out"'],
  [['--epochs', '3'], '--epochs'],
  [['pen'], 'pen'],
])('npm run train -- %j names the mistake', (args, sentence) => {
  expect(() => parseOptions(args)).toThrow(sentence);
});

test.each([
  [['--seed', '1.5'], '--seed must be a whole number from 0, not "1.5"'],
  [['--epochs', '3'], '--epochs'],
])('npm run train -- %j: the mistake, the usage, exit 2', (args, sentence) => {
  const { status, stdout, stderr } = run('src/cli/train.ts', args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(sentence);
  expect(stderr).toContain(
    'usage: npm run train -- --data mnist|pen --recipe fast|best|notebook --seed 0 --steps N [--record NAME] [--json]',
  );
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('npm run train -- --json: one line of JSON a report, the same costs for the same seed', { tags: 'slow' }, () => {
  const report = () => {
    const { status, stdout, stderr } = run('src/cli/train.ts', ['--data', 'pen', '--steps', '2', '--seed', '3', '--json']);
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number>);
  };
  const [first, second] = [report(), report()];
  expect(first.map(({ step }) => step)).toEqual([0, 2]);
  for (const line of first) expect(Object.keys(line)).toEqual(['step', 'cost', 'testCost', 'msPerStep']);
  expect(first[1]!['testCost']).toBeLessThan(first[0]!['testCost']!);
  const costs = (lines: typeof first) => lines.map(({ cost, testCost }) => [cost, testCost]);
  expect(costs(first)).toEqual(costs(second));
});

test('npm start: a port that is taken, or none, is a sentence', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => other.listen(0, 'localhost', () => resolve((other.address() as AddressInfo).port)));
  try {
    const taken = run('src/cli/start.ts', [], { PORT: String(port) });
    expect(taken).toMatchObject({ status: 1, stdout: '' });
    expect(taken.stderr).toContain(`start: port ${port} is taken by another program: free it, or choose another one`);
    const none = run('src/cli/start.ts', [], { PORT: 'eighty' });
    expect(none).toMatchObject({ status: 1, stdout: '', stderr: 'start: PORT must be a number from 1 to 65535, not "eighty"\n' });
  } finally {
    other.close();
  }
});
