// Every figure case draws the markup that was looked at and committed; after a wanted change: `npx vitest run tests/figures -u`.
import { expect, test } from 'vitest';
import { still } from '../../src/build/still.ts';
import { casesByFolder } from '../../src/features/cases.ts';
import type { Mount } from '../../src/kit/draw/figure.ts';

const all = [...casesByFolder.values()].flat();

/** Pixels may differ in the last bit between machines: pictures are compared by their size and place alone. One element a line. */
function comparable(markup: string): string {
  return markup.replace(/data:image\/webp;base64,[^"]*/g, 'data:image/webp').replaceAll('><', '>\n<') + '\n';
}

test('case names are unique', () => {
  expect(all.length).toBeGreaterThan(0);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

test.each(all)('$name draws what was committed', async ({ name, mount, options, data }) => {
  const markup = comparable(await still(mount, options, data));
  expect(markup).not.toMatch(/NaN|undefined|Infinity/);
  await expect(markup).toMatchFileSnapshot(`./__snapshots__/${name}.txt`);
});

test.each(all)('$name can be drawn twice without leaving anything behind', async ({ mount, options, data }) => {
  const twice: Mount<object, unknown> = (host, all) => {
    const figure = mount(host, all);
    return {
      update(shown) {
        figure.update(shown);
        figure.update(shown);
      },
    };
  };
  expect(comparable(await still(twice, options, data))).toBe(comparable(await still(mount, options, data)));
});
