// Checks the attributes a chapter gives a tag; what is wrong fails the build with a sentence for the chapter's author.
import { sourceOf } from '../../build/chapters.ts';

/** One attribute: one of some words, a number (in a range), any text, or present / absent: `default: true` where `name={false}` takes something away. */
export type Rule =
  | { readonly oneOf: readonly string[]; readonly default?: string; readonly required?: true }
  | { readonly number: { readonly min?: number; readonly max?: number }; readonly default?: number; readonly required?: true }
  | { readonly text: true; readonly default?: string; readonly required?: true }
  | { readonly flag: true; readonly default?: true };

export type Schema = Readonly<Record<string, Rule>>;

type ValueOf<R> = R extends { readonly oneOf: readonly (infer Word)[] }
  ? Word
  : R extends { readonly number: unknown }
    ? number
    : R extends { readonly flag: true }
      ? boolean
      : string;

/** What `attributes` returns: literal words where the schema lists them, `undefined` only where nothing is required or default. */
export type Attributes<S extends Schema> = {
  readonly [K in keyof S]: S[K] extends { readonly default: unknown } | { readonly required: true } | { readonly flag: true }
    ? ValueOf<S[K]>
    : ValueOf<S[K]> | undefined;
};

/** The part of `Astro` that is read here. */
interface Page {
  readonly props: object;
  readonly url: URL;
}

/**
 * The attributes of one tag, checked and with defaults filled in:
 * `const { run } = attributes('CostChart', Astro, { run: { oneOf: RUN_NAMES, default: 'digits' } })`.
 * Throws `content/06-training.mdx: <CostChart run="foo">: "foo" is not one of digits, mnist, pen`.
 */
export function attributes<const S extends Schema>(tag: string, page: Page, schema: S): Attributes<S> {
  const given = page.props as Readonly<Record<string, unknown>>;
  const fail = (sentence: string): never => {
    throw new Error(`${sourceOf(page.url.pathname)}: ${sentence}`);
  };
  for (const name of Object.keys(given)) {
    // Astro passes its own directives (class:list, server:...) and slot marks beside the author's attributes.
    if (name in schema || name.includes(':') || name === 'slot') continue;
    fail(`<${tag}> has no attribute "${name}"; allowed: ${Object.keys(schema).join(', ') || 'none'}`);
  }
  const values: Record<string, unknown> = {};
  for (const [name, rule] of Object.entries(schema)) {
    const value = given[name];
    const shown = `<${tag} ${name}=${typeof value === 'string' ? JSON.stringify(value) : `{${String(value)}}`}>`;
    if (value !== undefined) values[name] = read(rule, value, name, (problem) => fail(`${shown}: ${problem}`));
    else if ('flag' in rule) values[name] = rule.default ?? false;
    else if (rule.required === true) fail(`<${tag}> needs the attribute "${name}"${allowed(rule)}`);
    else values[name] = rule.default;
  }
  return values as Attributes<S>;
}

/** What an author wrote, as its rule wants it; `fail` gets what is wrong with it. */
function read(rule: Rule, value: unknown, name: string, fail: (problem: string) => never): unknown {
  if ('flag' in rule) {
    if (typeof value !== 'boolean') fail(rule.default ? `write ${name}={false}, or nothing` : `write ${name} alone, without a value`);
    return value;
  }
  if ('oneOf' in rule) {
    if (typeof value !== 'string' || !rule.oneOf.includes(value)) fail(`"${String(value)}" is not one of ${rule.oneOf.join(', ')}`);
    return value;
  }
  if ('number' in rule) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) return fail(`"${String(value)}" is not a number`);
    const { min = -Infinity, max = Infinity } = rule.number;
    if (number < min || number > max) fail(`${number} does not lie between ${min} and ${max}`);
    return number;
  }
  if (typeof value !== 'string') fail(`"${String(value)}" is not text`);
  return value;
}

function allowed(rule: Rule): string {
  return 'oneOf' in rule ? `; allowed: ${rule.oneOf.join(', ')}` : '';
}
