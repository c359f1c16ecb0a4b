// How each kind of question is answered. Arrays of an answer are given away to the page, so each must be the answer's own.
import { flatOf, type Axes, type Flat } from '../model/projection.ts';
import { random } from '../model/random.ts';
import { rows } from '../model/rows.ts';
import { codeSize, PIXELS, type RunConfig } from '../model/spec.ts';
import { checkCount, MAP_LIMIT } from './limits.ts';
import { inPortions } from './portions.ts';
import type { Answer, Query } from './protocol.ts';
import type { WorkerResources } from './worker-resources.ts';
import type { View } from './view.ts';

export interface Context {
  readonly view: View;
  /** The plane over the view's codes. */
  readonly flat: () => Promise<Flat>;
  readonly step: number;
  /** Images of the watch digits `[500, 784]`. */
  readonly watched: () => Promise<Float32Array>;
  /** Labels of the watch digits. */
  readonly labels: () => Promise<Uint8Array>;
  /** The run's own config, whichever network answers. */
  readonly config: () => Promise<RunConfig>;
  readonly resources: WorkerResources;
  /** Exact PCA-2 of the run's training data. */
  readonly pca: () => Promise<View>;
  /** The network at the moments kept of the run, ascending; made one by one as they are read. */
  readonly past: () => Iterable<View>;
  /** The network has moved on, or the question was changed or dropped: the answer is no longer wanted. What takes long looks from time to time. */
  readonly late: () => boolean;
}

export type QueryOf<K extends Query['kind']> = Extract<Query, { kind: K }>;
export type AnswerOf<K extends Query['kind']> = Extract<Answer, { kind: K }>;

// #region reconstruct
/** Test digits by index: their images, their codes h = f(x), and r = g(h). */
async function reconstruct({ indices }: QueryOf<'reconstruct'>, { view, flat, step, watched }: Context): Promise<AnswerOf<'reconstruct'>> {
  const codes = rows(await view.codes(), codeSize(view.spec), indices);
  const reconstructions = (await view.decode(codes)).slice();
  const images = rows(await watched(), PIXELS, indices);
  return { kind: 'reconstruct', step, indices, images, codes: (await flat()).flatten(codes), reconstructions };
}
// #endregion

/** Points to where they come back, a few at a time: a map takes seconds in plain TypeScript, and other questions must not wait for it. */
async function roundTrip({ codes }: QueryOf<'roundTrip'>, { view, flat, step, late }: Context): Promise<AnswerOf<'roundTrip'>> {
  checkCount(codes.length, 2, 'points', MAP_LIMIT);
  const { lift, flatten } = await flat();
  const back = new Float32Array(codes.length);
  await inPortions(codes.length / 2, late, async (from, to) => {
    back.set(flatten(await view.encode(await view.decode(lift(codes.subarray(2 * from, 2 * to))))), 2 * from);
  });
  return { kind: 'roundTrip', step, codes: codes.slice(), back };
}

const ANSWER: { readonly [K in Query['kind']]: (query: QueryOf<K>, context: Context) => Promise<AnswerOf<K>> } = {
  async codes(_, { view, flat, step, labels }) {
    const { projection, flatten } = await flat();
    return { kind: 'codes', step, codes: flatten(await view.codes()), labels: (await labels()).slice(), projection };
  },

  async decode({ codes }, { view, flat, step }) {
    checkCount(codes.length, 2, 'points');
    return { kind: 'decode', step, codes: codes.slice(), images: (await view.decode((await flat()).lift(codes))).slice() };
  },

  reconstruct,

  async encode({ images }, { view, flat, step }) {
    checkCount(images.length, PIXELS, 'images');
    const codes = await view.encode(images);
    const reconstructions = (await view.decode(codes)).slice();
    return { kind: 'encode', step, images: images.slice(), codes: (await flat()).flatten(codes), reconstructions };
  },

  roundTrip,
  // What few figures ask for is fetched with them.
  weights: async (query, context) => (await import('../features/units/answer.ts')).weights(query, context),
  activations: async (query, context) => (await import('../features/units/answer.ts')).activations(query, context),
  async samples({ count, seed }, { view, step }) {
    const size = codeSize(view.spec);
    checkCount(count * size, size, 'samples');
    const source = random(seed, 'prior');
    const codes = Float32Array.from({ length: count * size }, () => source.normal());
    return { kind: 'samples', step, images: (await view.decode(codes)).slice() };
  },

  async parameters(_, { view, step }) {
    return { kind: 'parameters', step, spec: view.spec, parameters: (await view.parameters()).slice() };
  },

  errors: async (query, context) => (await import('../features/linear-twin/answer.ts')).errors(query, context),
  subspace: async (query, context) => (await import('../features/linear-twin/answer.ts')).subspace(query, context),
  scores: async (query, context) => (await import('../features/held-out/answer.ts')).scores(query, context),

  // Most readers bring no files: what reads them is fetched for those who do.
  async picture({ name, file }, { step }) {
    const { digitFrom } = await import('../features/own-data/answer.ts');
    return { kind: 'picture', step, image: await digitFrom(file, name) };
  },

  async weightsFile({ name, file }, { step }) {
    const { MOST_WEIGHTS_BYTES, readWeights } = await import('../model/weights-file.ts');
    if (file.size > MOST_WEIGHTS_BYTES) throw new Error(`${name} is larger than any weights' file that this page saves.`);
    return { kind: 'weightsFile', step, ...readWeights(await file.arrayBuffer(), name) };
  },

  async own({ files }, { step }) {
    const { takeOwn } = await import('../features/own-data/answer.ts');
    return { kind: 'own', step, ...(await takeOwn(files)) };
  },
};

export function answer<K extends Query['kind']>(query: QueryOf<K>, context: Context): Promise<AnswerOf<K>> {
  const give = ANSWER[query.kind as K];
  return give(query, context);
}

/** Planes over views, each found once a step. Axes keep their sense from step to step. */
export function flattener(): (view: View) => Promise<Flat> {
  const known = new WeakMap<View, { readonly step: number; readonly flat: Promise<Flat> }>();
  let axes: Axes | undefined;
  return (view) => {
    const last = known.get(view);
    if (last?.step === view.step) return last.flat;
    const size = codeSize(view.spec);
    const flat =
      size <= 2
        ? Promise.resolve(flatOf(new Float32Array(), size))
        : view.codes().then((codes) => {
            const before = axes?.mean.length === size ? axes : undefined;
            const found = flatOf(codes, size, before);
            axes = found.axes;
            return found;
          });
    known.set(view, { step: view.step, flat });
    flat.catch(() => known.delete(view));
    return flat;
  };
}
