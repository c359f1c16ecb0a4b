// What every data set must have: ten classes, and a recording where it says so.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DATA_SETS, DEFAULT_SET, SETS } from '../../src/data/sets/index.ts';
import { LABELS } from '../../src/data/sets/data-set.ts';
import { dataText } from '../../src/model/run-data.ts';
import { parseRecord } from '../../src/model/record.ts';

describe.each(SETS)('$name', ({ name, classNames, counts, recorded, sentence }) => {
  test('has ten classes with a name and images of each', () => {
    expect(new Set(classNames).size).toBe(LABELS);
    for (const split of ['train', 'test'] as const) {
      expect(counts[split]).toHaveLength(LABELS);
      expect(Math.min(...counts[split])).toBeGreaterThan(0);
    }
  });

  test('has a recording where it says so', () => {
    const path = `public/runs/${name}/run.json`;
    expect(existsSync(path)).toBe(recorded);
    if (recorded) expect(parseRecord(JSON.parse(readFileSync(path, 'utf8'))).config.data).toBe(name);
  });

  test('names some of its classes in words', () => {
    expect(dataText(name, [1, 5, 6])).toBe(sentence(`${classNames[1]}, ${classNames[5]} and ${classNames[6]}`));
  });
});

test('the site opens with a recording', () => {
  expect(DATA_SETS[DEFAULT_SET].recorded).toBe(true);
});
