// Pieces of source code that chapters show.
import { expect, test } from 'vitest';
import { codeRegions, regionsOf } from '../../src/features/code-tabs/still.ts';
import { VARIANT_KINDS, VARIANTS } from '../../src/model/variants/index.ts';

const source = [
  'const a = 1;',
  '  // #region outer',
  '  function f() {',
  '    // #region inner',
  '    return a;',
  '    // #endregion inner',
  '  }',
  '  // #endregion',
].join('\n');

test('a region is moved left and loses the marks of regions inside', () => {
  const regions = regionsOf(source, 'x.ts');
  expect(regions.map(({ name, line }) => [name, line])).toEqual([
    ['inner', 5],
    ['outer', 3],
  ]);
  expect(regions[0]!.code).toBe('return a;');
  expect(regions[1]!.code).toBe('function f() {\n  return a;\n}');
});

test('a region that is not closed, or not opened, is named with its file', () => {
  expect(() => regionsOf('// #region lost\nx', 'src/x.ts')).toThrow('src/x.ts: region "lost" is not closed');
  expect(() => regionsOf('x\n// #endregion', 'src/x.ts')).toThrow('src/x.ts:2 closes a region that was not opened');
});

test('a region in pieces is shown as one, each piece below the name of its file', () => {
  const { code, file } = codeRegions().get('objective')!;
  expect(file).toBe('src/train/engines/tfjs/objective.ts');
  const variants = VARIANT_KINDS.filter((kind) => VARIANTS[kind].stage).sort();
  expect([...code.matchAll(/^\/\/ (src\S+)$/gm)].map(([, name]) => name)).toEqual([
    ...variants.map((kind) => `src/model/variants/${kind}.ts`),
    'src/train/engines/tfjs/objective.ts',
  ]);
});

test('the sources have regions, each once, each with code', () => {
  const regions = [...codeRegions().values()];
  expect(regions.length).toBeGreaterThan(3);
  for (const { code, file } of regions) {
    expect(code).not.toBe('');
    expect(file).toMatch(/^src\/(model|data|train|kit|features)\//);
  }
});
