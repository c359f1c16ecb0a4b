// Exercises: targets as chapters write them, answers as readers type them, and the settings a form offers.
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { mixedAt, pcaSaves, stepBelow } from '../../src/kit/draw/run-numbers.ts';
import { readNumber, verdictOn, verdictText } from '../../src/features/exercise/typed-number.ts';
import { readLayers, withKnobs } from '../../src/features/exercise/element-knobs.ts';
import { limitsText, meets, ofRun, parseGoal, valuesText } from '../../src/features/exercise/goal.ts';
import { recipeRun } from '../../src/model/recipes.ts';

describe('a target', () => {
  const goal = parseGoal('testCost < 0.035 and parameters <= 100000');

  test('is met where every condition holds, and only there', () => {
    expect(meets(goal, { testCost: 0.0341, parameters: 95_226 }, {})).toBe(true);
    expect(meets(goal, { testCost: 0.0341, parameters: 1_087_586 }, {})).toBe(false);
    expect(meets(goal, { testCost: 0.035, parameters: 100_000 }, {})).toBe(false);
    expect(meets(parseGoal('parameters <= 100000'), { parameters: 100_000 }, {})).toBe(true);
    expect(meets(goal, { testCost: 0.0341 }, {})).toBe(false);
  });

  test('may be a level, or a part of one, and is not met while the level is unknown', () => {
    const part = parseGoal('testCost < 0.74 * pca2 and step <= 300');
    expect(meets(part, { testCost: 0.0311, step: 300 }, { pca2: 0.0429 })).toBe(true);
    expect(meets(part, { testCost: 0.0319, step: 300 }, { pca2: 0.0429 })).toBe(false);
    expect(meets(part, { testCost: 0.0311, step: 300 }, {})).toBe(false);
    expect(meets(parseGoal('error < encoder'), { error: 0.029 }, { encoder: 0.031 })).toBe(true);
    expect(limitsText(part, { pca2: 0.0429 })).toBe('to beat: 0.0317');
    expect(limitsText(goal, {})).toBe('');
  });

  test('says what there is in one line', () => {
    expect(valuesText(goal, { testCost: 0.04123, parameters: 1_087_586, step: 5 })).toBe('test cost 0.0412 with 1,087,586 parameters');
    expect(ofRun(goal)).toBe(true);
    expect(ofRun(parseGoal('mixed >= 0.4'))).toBe(false);
    const alarm = parseGoal('truePositiveRate >= 0.85 and falsePositiveRate <= 0.03');
    expect(ofRun(alarm)).toBe(false);
    expect(valuesText(alarm, { truePositiveRate: 0.882, falsePositiveRate: 0.028 })).toBe(
      '88 % of the strangers caught for 3 % of the known digits called strange',
    );
    expect(ofRun(parseGoal('offNormal <= 0.3'))).toBe(true);
  });

  test.each([
    ['', /is no condition; write for example/],
    ['testCost', /is no condition/],
    ['testCost < ', /is no condition/],
    ['testCost = 3', /is no condition/],
    ['testCost < -1', /is no condition/],
    ['testCost < 1e-999', /is no condition/],
    ['testCost < 0.1 and', /is no condition/],
    ['constructor < 1', /"constructor" is not one of testCost/],
    ['testCost < __proto__', /is no condition/],
    ['testCost < toString', /"toString" is neither a number nor one of zero/],
    ['loss < 0.1', /"loss" is not one of testCost/],
    ['testCost < 0.5 * pca9', /"pca9" is neither/],
    ['step < 1 and step < 1 and step < 1 and step < 1 and step < 1', /at most 4 conditions/],
    [`testCost < ${'9'.repeat(300)}`, /at most 200 characters/],
    ['<img src=x onerror=alert(1)>', /is no condition/],
  ])('%j is refused with a sentence', (text, sentence) => {
    expect(() => parseGoal(text)).toThrow(sentence);
  });
});

describe('an answer', () => {
  test.each([
    ['0.0263', 0.0263],
    [' 80 ', 80],
    ['1,087,586', 1_087_586],
    ['1 087 586', 1_087_586],
    ['0,0263', 0.0263],
    ['27.3 %', 27.3],
    ['\u22122.5', -2.5],
    ['.5', 0.5],
  ])('%j is read as %d', (typed, value) => expect(readNumber(typed)).toBe(value));

  test.each(['', 'about 3', '1e5', '0x10', 'Infinity', 'NaN', '1,2,3', '--1', '9'.repeat(41), '<b>1</b>'])('%j is no number', (typed) =>
    expect(readNumber(typed)).toBeUndefined(),
  );

  test('is right within the tolerance, ends included; else too high or too low', () => {
    expect(verdictOn('0.0265', 0.0263, 0.0002)).toBe('right');
    expect(verdictOn('0.0266', 0.0263, 0.0002)).toBe('high');
    expect(verdictOn('79', 80, 0)).toBe('low');
    expect(verdictOn('80', 80, 0)).toBe('right');
    expect(verdictOn('eighty', 80, 0)).toBe('unread');
    expect(verdictText('right', '0.0263')).toBe('Yes: 0.0263.');
    expect(verdictText('high', '0.0263')).not.toContain('0.0263');
  });
});

describe('settings of an exercise', () => {
  const config = recipeRun('fast', 'pen', 0);
  const formOf = (fields: string) => {
    const { document } = parseHTML(`<form>${fields}</form>`);
    for (const input of document.querySelectorAll('input')) {
      // What a browser gives a number box.
      Object.defineProperty(input, 'valueAsNumber', { value: Number(input.value) });
      Object.defineProperty(input, 'checkValidity', { value: () => input.value !== '' });
    }
    return document.querySelector('form') as unknown as HTMLFormElement;
  };

  test('change what they offer and nothing else', () => {
    const made = withKnobs(formOf('<input name="layers" value="32, 16"><input name="rate" value="0.004">'), config);
    expect(made.spec.units).toEqual([784, 32, 16, 2, 16, 32, 784]);
    expect(made.spec.activations).toEqual(config.spec.activations);
    expect(made.train).toEqual({ ...config.train, learningRate: 0.004 });
    expect(withKnobs(formOf(''), config)).toEqual(config);
  });

  test('shorten the schedule with the run', () => {
    const { train } = withKnobs(formOf('<input name="steps" value="400">'), config);
    expect([train.steps, train.schedule]).toEqual([400, { kind: 'cosine', warmup: 50, steps: 400 }]);
  });

  test('read layers as people write them, and refuse the rest with a sentence', () => {
    expect(readLayers('64, 32')).toEqual([64, 32]);
    expect(readLayers('64 32;16')).toEqual([64, 32, 16]);
    expect(readLayers(' ')).toEqual([]);
    for (const typed of ['0', '5000', '64, x', '1e3', '-3', '64,,32,a'])
      expect(() => readLayers(typed)).toThrow(/whole numbers from 1 to 4,096/);
    expect(() => readLayers('1 2 3 4 5 6 7')).toThrow('At most 6 hidden layers.');
  });
});

describe('numbers to read off a run', () => {
  test('the first step below a cost counts test costs alone', () => {
    const costs = [
      { step: 0, testCost: 0.1 },
      { step: 5, cost: 0.01 },
      { step: 10, testCost: 0.04 },
      { step: 20, testCost: 0.03 },
    ];
    expect(stepBelow(costs, 0.05)).toBe(10);
    expect(stepBelow(costs, 0.001)).toBeUndefined();
  });

  test('what PCA saves is a share of the mean image', () => {
    expect(pcaSaves({ zero: 1, mean: 0.06, pca1: 0.0491, pca2: 0.045 })).toBeCloseTo(25, 9);
  });

  test('a point amid one kind is not mixed, one on a border nearly half', () => {
    // Fifteen 5s left of the middle, fifteen 6s right of it.
    const labels = Uint8Array.from({ length: 30 }, (_, n) => (n < 15 ? 5 : 6));
    const codes = Float32Array.from([...labels].flatMap((digit, n) => [(digit === 5 ? -1 : 1) * (1 + (n % 15) / 100), 0]));
    expect(mixedAt(codes, labels, [-1, 0])).toBe(0);
    expect(mixedAt(codes, labels, [0, 0])).toBeGreaterThan(0.3);
  });
});
