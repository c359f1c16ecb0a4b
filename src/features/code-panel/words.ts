// What the code panel prints: the run's program in each of its three forms, and how its lines are told apart.
import { diffLines, type DiffLine } from '../../codegen/diff.ts';
import { kerasSource } from '../../codegen/keras.ts';
import { notebookCells, packedSize } from '../../codegen/notebook.ts';
import { tfjsSource } from '../../codegen/tfjs.ts';
import { countText, RUN_BEFORE } from '../../kit/words.ts';
import { parameterCount, type RunConfig } from '../../model/spec.ts';
import { VARIANT_KINDS, VARIANTS, variantAt, type Variant, type VariantKind } from '../../model/variants/index.ts';

/** The notebook as a script in cells ("percent format"), with the length of its weights in their place. */
function notebookText(config: RunConfig): string {
  const weights = `${countText(packedSize(parameterCount(config.spec)))} characters, written when you download it`;
  return notebookCells(config, weights, config.train.steps)
    .map(({ kind, text }) => (kind === 'code' ? `# %%\n${text}` : `# %% [markdown]\n${text.replace(/^/gm, '# ')}`))
    .join('\n\n')
    .concat('\n');
}

export interface Form {
  /** The tab's key; the first two are those of the code in other chapters, so that a choice made there holds here. */
  readonly key: 'typescript' | 'keras' | 'notebook';
  readonly label: string;
  readonly file: string;
  readonly type: string;
  readonly text: (config: RunConfig) => string;
}

export const FORMS: readonly Form[] = [
  { key: 'typescript', label: 'TensorFlow.js', file: 'autoencoder.ts', type: 'text/typescript', text: tfjsSource },
  { key: 'keras', label: 'Keras 3 (Python)', file: 'model.py', type: 'text/x-python', text: kerasSource },
  { key: 'notebook', label: 'Notebook', file: 'autoencoder.ipynb', type: 'application/x-ipynb+json', text: notebookText },
];

/** What a sheet can show: the whole program, what differs from another run, or what a variant would change. */
export type Shown = 'whole' | 'ghost' | VariantKind;
export const SHOWN: readonly (readonly [shown: Shown, words: string])[] = [
  ['whole', 'the whole program'],
  ['plain', 'what differs from a plain run'],
  ['ghost', `what differs from the ${RUN_BEFORE}`],
  ...VARIANT_KINDS.filter((kind) => kind !== 'plain').map((kind) => [kind, `what ${VARIANTS[kind].subject} changes`] as const),
];

export interface Line {
  /** For its style; undefined for plain code. */
  readonly kind?: 'comment' | `diff-${DiffLine['kind']}`;
  /** With its line feed. */
  readonly text: string;
}

export interface Sheet {
  readonly lines: readonly Line[];
  /** What it is, in a sentence. */
  readonly says: string;
}

/** Whether a line holds nothing but a comment, in TypeScript or Python. */
const isComment = (line: string) => /^\s*(\/\/|\/\*|\*|#|""")/.test(line);

/** The signs before the lines of a difference. */
const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { same: '  ', before: '− ', after: '+ ', gap: '  …' };

function whole(text: string): Sheet {
  const lines = text.split(/(?<=\n)/).map((line): Line => (isComment(line) ? { kind: 'comment', text: line } : { text: line }));
  return { lines, says: `${lines.length} lines, written from the settings of the run you see.` };
}

function difference(before: string, after: string, than: string): Sheet {
  const lines = diffLines(before, after);
  if (lines.length === 0) return { ...whole(after), says: `No line differs from ${than}: this is the whole program.` };
  const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length;
  const gone = count('before');
  return {
    lines: lines.map(({ kind, text }) => ({ kind: `diff-${kind}`, text: `${SIGNS[kind]}${text}\n` })),
    says: `Against ${than}: ${gone} ${gone === 1 ? 'line goes' : 'lines go'} (−), ${count('after')} come (+).`,
  };
}

/** The run as it would be with another variant, or with none. */
function withVariant({ spec: { variant: _, ...spec }, ...config }: RunConfig, variant?: Variant): RunConfig {
  return { ...config, spec: { ...spec, ...(variant && { variant }) } };
}

/**
 * The program of a run in one of its forms, or what differs in it.
 * @param ghost the run before
 */
export function sheetOf({ text }: Form, shown: Shown, config: RunConfig, ghost?: RunConfig): Sheet {
  const plain = withVariant(config);
  switch (shown) {
    case 'whole':
      return whole(text(config));
    case 'plain':
      return difference(text(plain), text(config), 'a plain run');
    case 'ghost':
      if (ghost) return difference(text(ghost), text(config), `the ${RUN_BEFORE}`);
      return { ...whole(text(config)), says: `There is no ${RUN_BEFORE} this one yet: start another, and this one is kept.` };
    default:
      return difference(text(plain), text(withVariant(plain, variantAt(shown))), 'a plain run');
  }
}
