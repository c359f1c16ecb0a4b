// The answer to each kind of question. An answer's buffers are transferred to the page, so none may be in use elsewhere.
import { imageErrors } from '../model/forward.ts';
import { memo } from '../model/memo.ts';
import { flatOf, type Axes, type Flat } from '../model/projection.ts';
import { rows } from '../model/rows.ts';
import { codeSize, PIXELS, type RunConfig } from '../model/spec.ts';
import { checkCount } from './limits.ts';
import type { Answer, AnswerOf, Kind, Query, QueryOf, Questions } from './protocol.ts';
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
  /** The network at the run's checkpoints, ascending, each made as it is read. */
  readonly past: () => Iterable<View>;
  /** Whether the answer is no longer wanted: the network has moved on, or the question was changed or dropped. Slow answers check it now and then. */
  readonly late: () => boolean;
}

/** Gives what a kind of question is answered with, but for kind and step. */
type Give<K extends Kind> = (query: QueryOf<K>, context: Context) => Promise<Questions[K]['answer']>;

/** What `answer.ts` of a feature has to export as `answers`: a function for each of its kinds. */
export type AnswersOf<Feature extends string> = { readonly [K in Extract<Kind, `${Feature}:${string}`>]: Give<K> };

// #region reconstruct
/** Test digits by index: their images, their codes h = f(x), and r = g(h). */
async function reconstruct(
  { indices }: QueryOf<'reconstruct'>,
  { view, flat, watched }: Context,
): Promise<Questions['reconstruct']['answer']> {
  const codes = rows(await view.codes(), codeSize(view.spec), indices);
  const reconstructions = (await view.decode(codes)).slice();
  const images = rows(await watched(), PIXELS, indices);
  return { indices, images, codes: (await flat()).flatten(codes), reconstructions };
}
// #endregion

/** Answers that every figure may ask for. */
const COMMON: { readonly [K in Exclude<Kind, `${string}:${string}`>]: Give<K> } = {
  async codes(_, { view, flat, labels }) {
    const { projection, flatten } = await flat();
    return { codes: flatten(await view.codes()), labels: (await labels()).slice(), projection };
  },

  reconstruct,

  async decode({ codes }, { view, flat }) {
    checkCount(codes.length, 2, 'points');
    return { codes: codes.slice(), images: (await view.decode((await flat()).lift(codes))).slice() };
  },

  async encode({ images }, { view, flat }) {
    checkCount(images.length, PIXELS, 'images');
    const codes = await view.encode(images);
    const reconstructions = (await view.decode(codes)).slice();
    return { images: images.slice(), codes: (await flat()).flatten(codes), reconstructions };
  },

  async errors(_, { view, watched }) {
    const copies = await view.decode(await view.codes());
    return { errors: Float32Array.from(imageErrors(await watched(), copies)) };
  },

  async parameters(_, { view }) {
    return { spec: view.spec, parameters: (await view.parameters()).slice() };
  },
};

/** The answers of each feature, fetched when one of its questions is first asked. */
const features = import.meta.glob<Readonly<Record<string, Give<Kind>>>>('../features/*/answer.ts', { import: 'answers' });

/** Throws a sentence where the question cannot be answered. */
export async function answer<K extends Kind>(query: QueryOf<K>, context: Context): Promise<AnswerOf<K>> {
  const { kind } = query as Query;
  const [feature] = kind.split(':');
  const answers = kind in COMMON ? COMMON : await features[`../features/${feature}/answer.ts`]?.();
  const give = answers?.[kind as keyof typeof answers] as Give<K> | undefined;
  if (!give) throw new Error(`No feature answers "${kind}".`);
  return { kind, step: context.step, ...(await give(query, context)) } as Answer as AnswerOf<K>;
}

/** Finds the plane over a view's codes, once a step. Axes keep their sense from step to step. */
export function flattener(): (view: View) => Promise<Flat> {
  const planes = new WeakMap<View, Promise<Flat>>();
  const steps = new WeakMap<View, number>();
  let axes: Axes | undefined;

  async function find(view: View): Promise<Flat> {
    const size = codeSize(view.spec);
    if (size <= 2) return flatOf(new Float32Array(), size);
    const found = flatOf(await view.codes(), size, axes?.mean.length === size ? axes : undefined);
    axes = found.axes;
    return found;
  }

  return (view) => {
    if (steps.get(view) !== view.step) planes.delete(view);
    steps.set(view, view.step);
    return memo(planes, view, () => find(view));
  };
}
