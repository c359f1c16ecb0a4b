// The networks that a run's questions may be about: its own, now or at a checkpoint; exact PCA of its data; the run before.
import { fixedAutoencoder, type Autoencoder } from '../model/autoencoder.ts';
import { initialParameters } from '../model/init.ts';
import { once } from '../model/memo.ts';
import { pcaParameters, pcaSpec } from '../model/pca.ts';
import type { ModelSpec, RunConfig } from '../model/spec.ts';
import { flattener, type Asking, type Context } from './answers.ts';
import type { Loop } from './loop.ts';
import type { ResumePoint, Which } from './protocol.ts';
import type { Recording } from './recording.ts';
import type { WorkerResources } from './worker-resources.ts';
import { stillChain } from './still.ts';

/** The network of an earlier run, kept after that run's end for the figures of the next. */
export interface Ghost {
  readonly network: Autoencoder;
  readonly config: RunConfig;
}

/** What a session is made from: a recording's name, or a config to train, with the ghost of the run before. */
export type RunSource =
  { readonly name: string } | { readonly config: RunConfig; readonly ghost: Promise<Ghost | undefined>; readonly resume?: ResumePoint };

export interface Networks {
  /** Undefined in a run that trains. */
  readonly recording: Promise<Recording> | undefined;
  readonly ghost: Promise<Ghost | undefined>;
  config(): Promise<RunConfig>;
  /** Images of the watch digits, `[watched, 784]`. */
  watched(): Promise<Float32Array>;
  /** The network as it is now, independent of the engine that trains it. */
  freeze(): Promise<Ghost>;
  /** What a question about a network is answered from; `step` is a checkpoint, null the present. Throws a sentence where there is no such network. */
  contextOf(which: Which, step: number | null): Promise<Omit<Context, Asking>>;
}

export function createNetworks(source: RunSource, resources: WorkerResources, loop: () => Loop | undefined): Networks {
  const recording = 'name' in source ? resources.recording(source.name) : undefined;
  const ghost = 'config' in source ? source.ghost.catch(() => undefined) : Promise.resolve(undefined);
  const flatten = { network: flattener(), pca: flattener(), ghost: flattener() };

  async function configOf(): Promise<RunConfig> {
    return 'config' in source ? source.config : (await recording!).record.config;
  }

  async function watched(): Promise<Float32Array> {
    const { data, digits } = await configOf();
    return resources.watched(data, digits);
  }

  const fixed = (spec: ModelSpec, step: number, parameters: Float32Array) =>
    fixedAutoencoder({ spec, step, parameters: () => Promise.resolve(parameters) }, watched, stillChain);

  const untrained = once(async () => {
    const { spec, train, seed } = await configOf();
    const start = 'config' in source ? source.resume?.snapshot : undefined;
    return fixed(spec, start?.step ?? 0, start?.parameters ?? initialParameters(spec, train, seed));
  });

  const pca = once(async () => {
    const { data, digits } = await configOf();
    const known = recording ? await recording : await resources.recordingOf(data, digits);
    if (known) return known.pca;
    const exact = (await resources.exactPca(data, digits)).pca;
    return fixed(pcaSpec(exact.count), 0, pcaParameters(exact));
  });

  async function present(): Promise<Autoencoder> {
    return recording ? (await recording).at() : (loop()?.network ?? untrained());
  }

  /** The checkpoint looked at last: megabytes, so that no more are kept. After the run went back, the same step may have another network. */
  let past: { readonly parameters: Float32Array; readonly network: Autoencoder } | undefined;
  async function checkpoint(step: number): Promise<Autoencoder> {
    if (recording) return (await recording).at(step);
    const { spec } = await configOf();
    const parameters = loop()?.timeline.at(step);
    if (!parameters) throw new Error(`The network of step ${step} was not kept.`);
    if (past?.parameters !== parameters) past = { parameters, network: fixed(spec, step, parameters) };
    return past.network;
  }

  /** None of a recording, whose end is all that is known of it. */
  function* checkpoints({ spec }: Autoencoder): Iterable<Autoencoder> {
    const timeline = loop()?.timeline;
    for (const step of timeline?.steps ?? []) yield fixed(spec, step, timeline!.at(step)!);
  }

  async function networkOf(which: Which, step: number | null): Promise<Autoencoder> {
    if (which === 'pca') return pca();
    if (which === 'network') return step === null ? present() : checkpoint(step);
    const before = await ghost;
    if (!before) throw new Error('There is no earlier run to compare with.');
    return before.network;
  }

  return {
    recording,
    ghost,
    config: configOf,
    watched,
    async freeze() {
      const [network, config] = [await present(), await configOf()];
      if (recording) return { network, config };
      const { spec, step } = network;
      return { network: fixed(spec, step, await network.parameters()), config };
    },
    async contextOf(which, step) {
      const network = await networkOf(which, step);
      const dataOf = async () => (which === 'ghost' && (await ghost)?.config) || configOf();
      return {
        network,
        flat: () => flatten[which](network),
        step: network.step,
        async watched() {
          const { data, digits } = await dataOf();
          return resources.watched(data, digits);
        },
        async labels() {
          const { data, digits } = await dataOf();
          return resources.labels(data, digits);
        },
        config: configOf,
        resources,
        pca,
        past: () => (which === 'network' ? checkpoints(network) : []),
      };
    },
  };
}
