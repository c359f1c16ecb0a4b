// Numbers and lists in words.
import { expect, test } from 'vitest';
import { angleText, codeText, costText, decimals, kindsText, listText, numberText, percentText, rangeText } from '../../src/kit/words.ts';

test('lists have commas, and "and" before the last', () => {
  expect([[], [1], [1, 5], [1, 5, 6]].map(listText)).toEqual(['', '1', '1 and 5', '1, 5 and 6']);
  expect(kindsText([1, 5, 6])).toBe('1s, 5s and 6s');
});

test('whole numbers have commas and other numbers four decimals, unless a number of decimals is asked for', () => {
  expect([numberText(1_087_586), numberText(0.03), numberText(2, 2), numberText(0.0327, 2)]).toEqual([
    '1,087,586',
    '0.0300',
    '2.00',
    '0.03',
  ]);
});

test('a cost has four decimals, and few digits where a run has gone wrong', () => {
  expect([costText(0.03124), costText(12_345)]).toEqual(['0.0312', '1.2e+4']);
});

test('a minus is as wide as a plus, and nothing is less than nothing', () => {
  expect([decimals(-0.4), decimals(-0.001), codeText([1.2, -0.4])]).toEqual(['−0.40', '0.00', '(1.20, −0.40)']);
});

test('a narrow range is given to hundredths, a small angle to tenths', () => {
  expect([rangeText([-1, 2.5]), rangeText([0, 0.5])]).toEqual(['−1.0 to 2.5', '0.00 to 0.50']);
  expect([angleText(0.84), angleText(89.7), percentText(0.125), percentText(0.125, 1)]).toEqual(['0.8°', '90°', '13 %', '12.5 %']);
});
