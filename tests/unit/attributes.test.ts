// What a chapter's author may write on a tag, and the sentence that answers a mistake.
import { describe, expect, test } from 'vitest';
import { attributes } from '../../src/kit/island/attributes.ts';

const page = (props: object, path = '/course/ae/training/') => ({ props, url: new URL(`http://localhost:4321${path}`) });
const RUN = { run: { oneOf: ['digits', 'mnist', 'pen'], default: 'digits' } } as const;

describe('attributes', () => {
  test('defaults are filled in and values are typed by the words allowed', () => {
    const { run } = attributes('CostChart', page({}), RUN);
    const word: 'digits' | 'mnist' | 'pen' = run;
    expect(word).toBe('digits');
    expect(attributes('CostChart', page({ run: 'pen' }), RUN).run).toBe('pen');
  });

  test('an unknown attribute is answered with the tag, the attribute and those allowed', () => {
    expect(() => attributes('CostChart', page({ rnu: 'pen' }), RUN)).toThrow('<CostChart> has no attribute "rnu"; allowed: run');
  });

  test('a value outside the list is answered with the list', () => {
    expect(() => attributes('CostChart', page({ run: 'foo' }), RUN)).toThrow(
      '<CostChart run="foo">: "foo" is not one of digits, mnist, pen',
    );
  });

  test('the message starts with the file the mistake is in', () => {
    expect(() => attributes('Try', page({ mood: 'x' }, '/gallery/'), {})).toThrow(
      /^src\/pages\/gallery\.astro: <Try> has no attribute "mood"; allowed: none$/,
    );
  });

  test('numbers may be written as text, must be finite and in range', () => {
    const schema = { digits: { number: { min: 1, max: 8 }, default: 3 } } as const;
    expect(attributes('Num', page({ digits: '4' }), schema).digits).toBe(4);
    expect(attributes('Num', page({ digits: 4 }), schema).digits).toBe(4);
    expect(attributes('Num', page({}), schema).digits).toBe(3);
    for (const bad of ['', 'four', Number.NaN, true])
      expect(() => attributes('Num', page({ digits: bad }), schema)).toThrow('is not a number');
    expect(() => attributes('Num', page({ digits: 9 }), schema)).toThrow('9 does not lie between 1 and 8');
  });

  test('what is required must be there; text must be text; a flag stands alone', () => {
    const schema = { of: { text: true, required: true }, wide: { flag: true } } as const;
    expect(attributes('Num', page({ of: 'a.b' }), schema)).toEqual({ of: 'a.b', wide: false });
    expect(attributes('Num', page({ of: 'a', wide: true }), schema).wide).toBe(true);
    expect(() => attributes('Num', page({}), schema)).toThrow('<Num> needs the attribute "of"');
    expect(() => attributes('Num', page({ of: 3 }), schema)).toThrow('is not text');
    expect(() => attributes('Num', page({ of: 'a', wide: 'yes' }), schema)).toThrow('write wide alone');
    expect(attributes('Num', page({ of: 'a' }), { ...schema, as: { oneOf: ['x'] } } as const).as).toBeUndefined();
  });
});
