// A variant's lines of the programs that a reader takes away: one file a variant beside this one, found by its name. The table of the
// variants does not hold them, as the worker has that, too.

/** The variants that have programs: each file declares its own, and a program can be written of no other. */
export interface Programs {}

/** Lines of the programs that a reader takes away. */
export interface Program {
  /** TypeScript: `z` of a batch `x` (and `noise`), by `encode`; then `{ cost, total }` with `cost` given. */
  readonly tfjs: (level: number) => { readonly z: readonly string[]; readonly result: readonly string[] };
  /** Python: the body of `call(self, x, training)`. What is added to the loss is added in training alone. */
  readonly keras: (level: number) => readonly string[];
}

const files = import.meta.glob<Program>(['./*.ts', '!./index.ts'], { eager: true, import: 'program' });

export const programOf = (kind: keyof Programs): Program => files[`./${kind}.ts`]!;
