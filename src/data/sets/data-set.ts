// What a data set is, apart from its bytes: one file beside this one describes it, and one entry of index.ts lists it.

/** Each data set's file adds its name here: a table that leaves it out does not compile. */
export interface SetNames {}

export type SetName = keyof SetNames;

export type Split = 'train' | 'test';

/** Labels are 0 to 9 in every data set. */
export const LABELS = 10;

/** One file in the IDX format (src/data/idx.ts). */
export interface IdxFile {
  readonly name: string;
  /** SHA-256 of the unpacked bytes, in hexadecimal. */
  readonly sha256: string;
}

/** Four IDX files, which `npm run data` packs for the browser. */
export interface IdxSource {
  readonly kind: 'idx';
  /** The npm package that brings the files, and the folder they lie in, relative to the project. */
  readonly package: string;
  readonly folder: string;
  readonly files: Readonly<Record<Split, { readonly images: IdxFile; readonly labels: IdxFile }>>;
  /** How many images at the start of the training files are left out. */
  readonly heldOut: number;
}

/** Written image by image where they are needed (src/data/pen.ts). */
export interface HandwritingSource {
  readonly kind: 'handwriting';
}

export interface DataSet<Name extends SetName = SetName> {
  /** In addresses, in files and on the command line. */
  readonly name: Name;
  /** As readers see it. */
  readonly title: string;
  /** Some of its classes in words, as in "digits 1, 5 and 6 of MNIST". */
  readonly sentence: (classes: string) => string;
  /** What the labels 0 to 9 stand for. */
  readonly classNames: readonly string[];
  /** Images of each label. */
  readonly counts: Readonly<Record<Split, readonly number[]>>;
  /** What NOTICE.txt says of it: its title with its licence, its makers and where the licence stands. Null where it is this project's own. */
  readonly licence: { readonly title: string; readonly text: string } | null;
  readonly source: IdxSource | HandwritingSource;
  /** Whether public/runs has a recorded run of this name, for the site to open with. */
  readonly recorded: boolean;
  /** Its name in `keras.datasets` and what a Keras program says of it, where Keras has it. */
  readonly keras?: { readonly name: string; readonly about: readonly string[] };
}
