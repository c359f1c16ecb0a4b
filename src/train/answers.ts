// The answer to each kind of question. An answer's buffers are transferred to the page, so none may be in use elsewhere.
import type { Autoencoder } from '../model/autoencoder.ts';
import { imageErrors } from '../model/forward.ts';
import { memo } from '../model/memo.ts';
import { flatOf, type Axes, type Flat } from '../model/projection.ts';
import { rows } from '../model/rows.ts';
import { codeSize, PIXELS, type RunConfig } from '../model/spec.ts';
import { checkCount } from './limits.ts';
import type { Answer, AnswerOf, AnswerProgress, Kind, Query, QueryOf, Questions } from './protocol.ts';
import type { WorkerResources } from './worker-resources.ts';

export interface Context {
  readonly network: Autoencoder;
  /** The plane over the network's codes. */
  readonly flat: () => Promise<Flat>;
  readonly step: number;
  /** Images of the watch digits `[500, 784]`. */
  readonly watched: () => Promise<Float32Array>;
  /** Labels of the watch digits. */
  readonly labels: () => Promise<Uint8Array>;
  /** The run's own config, whichever network answers. */
  readonly config: () => Promise<RunConfig>;
  readonly resources: Pick<WorkerResources, 'watched' | 'labels' | 'tryEngine'>;
  /** Exact PCA-2 of the run's training data. */
  readonly pca: () => Promise<Autoencoder>;
  /** The network at the run's checkpoints, ascending, each made as it is read. */
  readonly past: () => Iterable<Autoencoder>;
  /** Whether the answer is no longer wanted: the network has moved on, or the question was changed or dropped. Slow answers check it now and then. */
  readonly late: () => boolean;
  /** Whether the question itself was changed or dropped: of interest to an answer that has nothing to do with the network. */
  readonly dropped: () => boolean;
  /** Tells how far a slow answer is; as often as one likes. */
  readonly tell: (progress: AnswerProgress) => void;
}

/** What the one who asks adds to a context. */
export type Asking = 'late' | 'dropped' | 'tell';

/** Gives what a kind of question is answered with, but for kind and step. */
type Give<K extends Kind> = (query: QueryOf<K>, context: Context) => Promise<Questions[K]['answer']>;

/** What `answer.ts` of a feature has to export as `answers`: a function for each of its kinds. */
export type AnswersOf<Feature extends string> = { readonly [K in Extract<Kind, `${Feature}:${string}`>]: Give<K> };

// #region reconstruct
/** Test digits by index: their images, their codes h = f(x), and r = g(h). */
async function reconstruct(
  { indices }: QueryOf<'reconstruct'>,
  { network, flat, watched }: Context,
): Promise<Questions['reconstruct']['answer']> {
  const codes = rows(await network.codes(), codeSize(network.spec), indices);
  const reconstructions = (await network.decode(codes)).slice();
  const images = rows(await watched(), PIXELS, indices);
  return { indices, images, codes: (await flat()).flatten(codes), reconstructions };
}
// #endregion

/** Answers that every figure may ask for. */
const COMMON: { readonly [K in Exclude<Kind, `${string}:${string}`>]: Give<K> } = {
  async codes(_, { network, flat, labels }) {
    const { projection, flatten } = await flat();
    return { codes: flatten(await network.codes()), labels: (await labels()).slice(), projection };
  },

  reconstruct,

  async decode({ codes }, { network, flat }) {
    checkCount(codes.length, 2, 'points');
    return { codes: codes.slice(), images: (await network.decode((await flat()).lift(codes))).slice() };
  },

  async encode({ images }, { network, flat }) {
    checkCount(images.length, PIXELS, 'images');
    const codes = await network.encode(images);
    const reconstructions = (await network.decode(codes)).slice();
    return { images: images.slice(), codes: (await flat()).flatten(codes), reconstructions };
  },

  async errors(_, { network, watched }) {
    const copies = await network.decode(await network.codes());
    return { errors: Float32Array.from(imageErrors(await watched(), copies)) };
  },

  async parameters(_, { network }) {
    return { spec: network.spec, parameters: (await network.parameters()).slice() };
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

/** Finds the plane over a network's codes, once a step. Axes keep their sense from step to step. */
export function flattener(): (network: Autoencoder) => Promise<Flat> {
  const planes = new WeakMap<Autoencoder, Promise<Flat>>();
  const steps = new WeakMap<Autoencoder, number>();
  let axes: Axes | undefined;

  async function find(network: Autoencoder): Promise<Flat> {
    const size = codeSize(network.spec);
    if (size <= 2) return flatOf(new Float32Array(), size);
    const found = flatOf(await network.codes(), size, axes?.mean.length === size ? axes : undefined);
    axes = found.axes;
    return found;
  }

  return (network) => {
    if (steps.get(network) !== network.step) planes.delete(network);
    steps.set(network, network.step);
    return memo(planes, network, () => find(network));
  };
}
