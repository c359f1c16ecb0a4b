// Questions of features: each kind that a feature's question.ts names is answered by the answer.ts beside it, and no other.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { answer, type Context } from '../../src/train/answers.ts';
import type { Kind, QueryOf } from '../../src/train/protocol.ts';

const files = globSync('src/features/*/question.ts').sort();
const loaded = import.meta.glob<{ readonly answers: object }>('../../src/features/*/answer.ts');

test('there are questions to look at, and no answer without one', () => {
  expect(files.length).toBeGreaterThan(5);
  expect(globSync('src/features/*/answer.ts').map(dirname).sort()).toEqual(files.map(dirname));
});

test.each(files)('%s: every kind bears the name of its folder and is answered', async (file) => {
  const folder = dirname(file);
  const kinds = [...readFileSync(file, 'utf8').matchAll(/^ +readonly '([^']+)': \{$/gm)].map((match) => match[1]!);
  expect(kinds.length).toBeGreaterThan(0);
  expect(kinds.filter((kind) => !kind.startsWith(`${folder.split('/').at(-1)}:`))).toEqual([]);
  expect(existsSync(join(folder, 'answer.ts'))).toBe(true);
  const { answers } = await loaded[`../../${folder}/answer.ts`]!();
  expect(Object.keys(answers).sort()).toEqual(kinds.sort());
});

test('a kind that no feature answers is refused in a sentence', async () => {
  const query = { kind: 'nobody:knows', which: 'network' } as unknown as QueryOf<Kind>;
  await expect(answer(query, {} as Context)).rejects.toThrow('No feature answers "nobody:knows".');
});
