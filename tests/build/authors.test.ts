// A chapter with a mistake fails the build with one sentence that names the file, the mistake and what is allowed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';

/** Of this process alone, so that two test runs at once do not meet. */
const SCRATCH = `tests/.out/authors-${process.pid}`;
const RUNS = ['digits', ...readdirSync('public/runs')].join(', ');
const FRONT = '---\ntitle: A scratch chapter\npromise: It holds one mistake for the build to find.\n---\n\n';

/** Builds a site of one chapter with this body; gives the exit status and all that was said, without colours. */
function buildWith(name: string, body: string): { status: number | null; said: string } {
  const folder = `${SCRATCH}/${name}`;
  mkdirSync(`${folder}/content`, { recursive: true });
  writeFileSync(`${folder}/content/01-scratch.mdx`, FRONT + body);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/astro/bin/astro.mjs', 'build', '--outDir', `${folder}/dist`],
    {
      encoding: 'utf8',
      env: { ...process.env, CONTENT_DIR: `./${folder}/content`, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
    },
  );
  return { status, said: stdout + stderr };
}

const file = (name: string) => `${SCRATCH}/${name}/content/01-scratch.mdx`;

const MISTAKES: readonly (readonly [name: string, body: string, sentence: string])[] = [
  ['attribute', '<CostChart rnu="pen">A caption.</CostChart>\n', '<CostChart> has no attribute "rnu"; allowed: run'],
  ['run', '<LatentSpace run="emnist">A caption.</LatentSpace>\n', `<LatentSpace run="emnist">: "emnist" is not one of ${RUNS}`],
  ['tag', '<CostChartt />\n', 'there is no tag <CostChartt>; known tags: '],
  ['number', 'It costs <Num of="runs.pen.testCosts" />.\n', 'runs.pen.testCosts'],
  ['exercise', '<Exercise kind="explain">\n\nWhy?\n\n</Exercise>\n', '<Exercise kind="explain"> needs its hint, in <Fragment slot="hint">'],
  [
    'target',
    '<Exercise kind="reach" reach="loss < 0.1">\n\nHow?\n\n<Fragment slot="hint">So.</Fragment>\n<Fragment slot="answer">So.</Fragment>\n</Exercise>\n',
    '<Exercise kind="reach"> reach="loss < 0.1": "loss" is not one of testCost, ',
  ],
  ['formula', 'A formula: $\\frac{1$.\n', '01-scratch.mdx'],
  ['link', 'See [the next one](/nowhere/).\n', 'the link to "/nowhere/" leads to no page; pages: '],
  [
    'region',
    '<CodeTabs region="bakward">\n\n```python\npass\n```\n\n</CodeTabs>\n',
    '<CodeTabs region="bakward">: "bakward" is not one of ',
  ],
];

afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

/** It is found before pages are drawn; the others, which end the same way, only after some are. */
const ALWAYS = ['link'];
for (const [name, body, sentence] of MISTAKES) {
  test(`a wrong ${name}`, { tags: ALWAYS.includes(name) ? [] : ['slow'] }, () => {
    const { status, said } = buildWith(name, body);
    expect(status, said).toBe(1);
    expect(said).toContain(sentence);
    expect(said).toContain(file(name));
  });
}

test('a link to a section that is not there, which only the built pages show', { tags: ['slow'] }, () => {
  const { status, said } = buildWith('section', 'See [above](#nowhere).\n');
  expect(status, said).toBe(1);
  expect(said).toContain('/scratch/ links to "#nowhere", and nothing on /scratch/ has the id "nowhere"');
});
