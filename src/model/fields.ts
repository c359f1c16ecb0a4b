// Reads a parsed JSON object of unknown shape, field by field.

/** Every reader throws a sentence that names the file and the field, unless the field is there and as asked. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #file: string;
  readonly #path: string;

  /**
   * @param file the file's name, for the sentence
   * @param path what leads to this object in the file, with a dot at its end
   */
  constructor(value: unknown, file: string, path = '') {
    this.#file = file;
    this.#path = path;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#wrong('');
    this.#values = value as Readonly<Record<string, unknown>>;
  }

  #wrong(name: string): Error {
    return new Error(`${this.#file}: "${`${this.#path}${name}`.replace(/\.$/, '')}" is missing or wrong`);
  }

  /** The field's value where `holds` accepts it. */
  value<Value>(name: string, holds: (value: unknown) => value is Value): Value {
    const value = this.#values[name];
    if (!holds(value)) throw this.#wrong(name);
    return value;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  fields(name: string): Fields {
    return new Fields(this.#values[name], this.#file, `${this.#path}${name}.`);
  }

  text(name: string): string {
    return this.value(name, (value) => typeof value === 'string');
  }

  number(name: string): number {
    return this.value(name, isNumber);
  }

  /** An integer from `least` on. */
  whole(name: string, least = 0): number {
    return this.value(name, (value): value is number => Number.isInteger(value) && (value as number) >= least);
  }

  /** A list of finite numbers that `holds` accepts. */
  numbers(name: string, holds: (list: readonly number[]) => boolean = () => true): readonly number[] {
    return this.value(name, (value): value is readonly number[] => Array.isArray(value) && value.every(isNumber) && holds(value));
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    return this.value(name, (value): value is Word => words.some((word) => word === value));
  }
}

/** A finite number. */
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
