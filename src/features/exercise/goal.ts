// A target to reach, as a chapter writes it: "testCost < 0.035 and parameters <= 100000". Parsed, judged, and told in words.
import { costText, countText, percentText } from '../../kit/words.ts';
import { percent } from '../held-out/scores.ts';

/** What a target may ask of a run, or of what the reader set by hand. */
const QUANTITIES = [
  'testCost',
  'step',
  'parameters',
  'code',
  'neighbourAgreement',
  'offNormal',
  'error',
  'mixed',
  'truePositiveRate',
  'falsePositiveRate',
] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** Costs of the same digits that a target may be held against: the baselines, and the encoder's error on the digit described by hand. */
const LEVELS = ['zero', 'mean', 'pca1', 'pca2', 'encoder'] as const;
export type Level = (typeof LEVELS)[number];

type Sign = '<' | '<=' | '>' | '>=';

/** `quantity sign factor * level`, or `quantity sign factor` where there is no level. */
export interface Condition {
  readonly quantity: Quantity;
  readonly sign: Sign;
  readonly factor: number;
  readonly level: Level | undefined;
}
export type Goal = readonly Condition[];

export type Values = Readonly<Partial<Record<Quantity, number>>>;
export type Levels = Readonly<Partial<Record<Level, number>>>;

const LONGEST = 200;
const MOST_CONDITIONS = 4;
const CONDITION = /^([A-Za-z]{1,20}) ?(<=|>=|<|>) ?(?:(\d{1,9}(?:\.\d{1,9})?)(?: ?\* ?([A-Za-z0-9]{1,20}))?|([A-Za-z][A-Za-z0-9]{0,19}))$/;

/** Throws a sentence that says what is wrong and what is allowed. */
export function parseGoal(text: string): Goal {
  if (text.length > LONGEST) throw new Error(`a target has at most ${LONGEST} characters`);
  const parts = text.trim().replace(/\s+/g, ' ').split(' and ');
  if (parts.length > MOST_CONDITIONS) throw new Error(`a target has at most ${MOST_CONDITIONS} conditions, joined by "and"`);
  return parts.map((part) => {
    const [, name, sign, number, times, alone] = CONDITION.exec(part) ?? [];
    if (name === undefined)
      throw new Error(`"${part}" is no condition; write for example "testCost < 0.035" or "testCost < 0.9 * pca2", joined by "and"`);
    const quantity = QUANTITIES.find((each) => each === name);
    if (!quantity) throw new Error(`"${name}" is not one of ${QUANTITIES.join(', ')}`);
    const named = times ?? alone;
    const level = LEVELS.find((each) => each === named);
    if (named !== undefined && !level) throw new Error(`"${named}" is neither a number nor one of ${LEVELS.join(', ')}`);
    return { quantity, sign: sign as Sign, factor: number === undefined ? 1 : Number(number), level };
  });
}

const holds = (value: number, sign: Sign, limit: number) =>
  sign === '<' ? value < limit : sign === '<=' ? value <= limit : sign === '>' ? value > limit : value >= limit;

/** The number that a condition asks for; undefined while its level is unknown. */
function limitOf({ factor, level }: Condition, levels: Levels): number | undefined {
  if (level === undefined) return factor;
  const known = levels[level];
  return known === undefined ? undefined : factor * known;
}

/** Whether all conditions hold; what is not known does not hold. */
export function meets(goal: Goal, values: Values, levels: Levels): boolean {
  return goal.every((condition) => {
    const [value, limit] = [values[condition.quantity], limitOf(condition, levels)];
    return value !== undefined && limit !== undefined && holds(value, condition.sign, limit);
  });
}

const WORDS: Readonly<Record<Quantity, (value: number) => string>> = {
  testCost: (value) => `test cost ${costText(value)}`,
  step: (value) => `at step ${countText(value)}`,
  parameters: (value) => `with ${countText(value)} parameters`,
  code: (value) => `with a code of ${value === 1 ? 'one number' : `${countText(value)} numbers`}`,
  neighbourAgreement: (value) => `${percentText(value, 1)} of the digits next to their own kind`,
  error: (value) => `error ${costText(value)}`,
  offNormal: (value) => `and the codes’ spread up to ${value.toFixed(2)} off 1`,
  mixed: (value) => `${percentText(value)} of the nearest digits of a second kind`,
  truePositiveRate: (value) => `${percent(value)} of the strangers caught`,
  falsePositiveRate: (value) => `for ${percent(value)} of the known digits called strange`,
};

/** The quantities of a goal as they are, e.g. "test cost 0.0412 with 1,087,586 parameters". */
export function valuesText(goal: Goal, values: Values): string {
  const names = QUANTITIES.filter((name) => values[name] !== undefined && goal.some(({ quantity }) => quantity === name));
  return names.map((name) => WORDS[name](values[name]!)).join(' ');
}

/** The levels a goal is held against, e.g. "to beat: 0.0429"; empty where all its limits are plain numbers. */
export function limitsText(goal: Goal, levels: Levels): string {
  const limits = goal.flatMap((condition) => {
    const limit = condition.level && limitOf(condition, levels);
    return limit === undefined ? [] : [costText(limit)];
  });
  return limits.length > 0 ? `to beat: ${limits.join(', ')}` : '';
}

/** What the reader sets by hand, with whatever network there is. */
const BY_HAND: readonly Quantity[] = ['error', 'mixed', 'truePositiveRate', 'falsePositiveRate'];

/** Whether a target needs a network that the reader trained. */
export const ofRun = (goal: Goal): boolean => goal.some(({ quantity }) => !BY_HAND.includes(quantity));
