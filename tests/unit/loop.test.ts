// The loop that keeps a run training: what the page hears, above all when the cost is no longer a number.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Dataset } from '../../src/data/source.ts';
import { RECIPES } from '../../src/model/recipes.ts';
import { PIXELS, type RunConfig } from '../../src/model/spec.ts';
import type { Chosen } from '../../src/train/choose.ts';
import type { CreateEngine, Engine, EngineSetup } from '../../src/train/engine.ts';
import { takingTurns } from '../../src/train/in-turn.ts';
import { createLoop } from '../../src/train/loop.ts';
import type { OwnEvent, ResumePoint } from '../../src/train/protocol.ts';
import type { WorkerResources } from '../../src/train/worker-resources.ts';

const config: RunConfig = {
  data: 'pen',
  digits: [1],
  seed: 0,
  spec: { units: [PIXELS, 3, 2, PIXELS], activations: ['tanh', 'linear', 'linear'], code: 2 },
  train: { ...RECIPES.fast, batch: 2, steps: 60, learningRate: 2e-3 },
};
const images = { images: new Uint8Array(3 * PIXELS), labels: new Uint8Array(3).fill(1), head: 3 };
const dataset: Dataset = { name: 'pen', digits: [1], train: images, test: images };
const remember = { key: '', name: 'tfjs-cpu', threads: 1 } as const;
const baselines = { zero: 4, mean: 3, pca1: 2, pca2: 1 };

/**
 * An engine that only counts; its cost is not a number from a learning rate of 0.001 on. Counts what is made and freed.
 * @param breaksAt the step at which the first engine fails
 * @param risesAt the step after which its costs are out of bounds
 * @param fastest what is found to be faster, with the maker of the engine
 * @param again what is found to be faster when the engines are timed again
 * @param takes milliseconds of a step and of a test cost; Infinity for one that hangs
 */
function surroundings(
  counted: { made: number; freed: number },
  {
    resume,
    breaksAt = Infinity,
    risesAt = Infinity,
    fastest,
    again,
    takes = { step: 4, test: 0 },
  }: {
    resume?: ResumePoint;
    breaksAt?: number;
    risesAt?: number;
    fastest?: (create: CreateEngine) => Promise<Partial<Chosen>>;
    again?: (create: CreateEngine) => Promise<Partial<Chosen> | undefined>;
    takes?: { readonly step: number; readonly test: number };
  } = {},
) {
  const wait = (milliseconds: number) => new Promise((resolve) => milliseconds < Infinity && setTimeout(resolve, milliseconds));
  const events: OwnEvent[] = [];
  const createEngine = ({ start }: EngineSetup): Promise<Engine> => {
    counted.made++;
    let { step } = start;
    const inTurn = takingTurns();
    return Promise.resolve({
      name: 'tfjs-cpu',
      steps: (count, learningRateAt) =>
        inTurn(async () => {
          await wait(takes.step * count);
          if (counted.made === 1 && step + count > breaksAt) throw new Error('The engine broke.');
          let cost = 0;
          for (let k = 0; k < count; k++) cost = learningRateAt(step++) >= 1e-3 ? NaN : (step > risesAt ? 100 : 1) / step;
          return cost;
        }),
      encode: (values) => Promise.resolve(new Float32Array((2 * values.length) / PIXELS)),
      decode: (codes) => Promise.resolve(new Float32Array((codes.length / 2) * PIXELS)),
      evaluate: () => inTurn(() => wait(takes.test).then(() => (step > risesAt ? 100 : 1) / (step + 1))),
      snapshot: () => inTurn(() => ({ ...start, step })),
      parameters: (use) => inTurn(() => use(start.parameters)),
      dispose: () => void counted.freed++,
    });
  };
  const chosen: Chosen = {
    name: 'tfjs-cpu',
    threads: 1,
    why: 'it is a test',
    trials: [],
    remember,
    pace: undefined,
    onGraphics: false,
    createEngine,
    again: again && (() => again(createEngine).then((found) => found && { ...chosen, threads: 2, again: undefined, ...found })),
  };
  const resources: WorkerResources = {
    source: () => Promise.reject(new Error('not asked for here')),
    watched: () => Promise.reject(new Error('not asked for here')),
    labels: () => Promise.reject(new Error('not asked for here')),
    data: () => Promise.resolve({ dataset, head: Promise.resolve(), all: Promise.resolve() }),
    recording: () => Promise.reject(new Error('not asked for here')),
    recordingOf: () => Promise.resolve(undefined),
    exactPca: () => Promise.resolve({ pca: { mean: [], components: [], count: 0 }, baselines }),
    engine: async (_, { engine, threads = 1 }) => {
      if (engine) return { first: { ...chosen, why: `${engine} ×${threads}`, threads }, fastest: undefined };
      return { first: { ...chosen }, fastest: fastest?.(createEngine).then((found): Chosen => ({ ...chosen, threads: 2, ...found })) };
    },
    tryEngine: () => Promise.reject(new Error('not asked for here')),
    discardGraphics: () => Promise.resolve(),
  };
  const loop = createLoop(config, {
    resources,
    post: (event) => {
      events.push(event);
      if (event.type === 'frame') loop.drawn();
    },
    watched: () => Promise.resolve(new Float32Array(PIXELS)),
    learningRate: undefined,
    resume,
    answerAll: () => Promise.resolve(),
  });
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const phases = () => events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []));
  const last = <Type extends OwnEvent['type']>(type: Type) =>
    events.findLast((event): event is Extract<OwnEvent, { type: Type }> => event.type === type);
  return { events, loop, until, phases, last };
}

describe('the loop', () => {
  test('Step takes one step and pauses; the engine, the baselines and the costs are told', async () => {
    const { loop, until, phases, last, events } = surroundings({ made: 0, freed: 0 });
    loop.start('step', {});
    await until(() => phases().at(-1) === 'paused');
    expect(loop.network?.step).toBe(1);
    expect(last('engine')).toEqual({ type: 'engine', engine: 'tfjs-cpu', why: 'it is a test', trials: [], remember });
    const costs = events.flatMap((event) => (event.type === 'frame' ? event.costs : []));
    expect(costs.map(({ step }) => step)).toEqual([0, 1]);
  });

  test('a cost that is no number stops the run with a sentence and the way back; a lower rate then goes on', async () => {
    const counted = { made: 0, freed: 0 };
    const { loop, until, phases, last } = surroundings(counted);
    // The warm-up to 2e-3 passes 1e-3 at step 25; good states were kept at steps 1, 2, 5, 10 and 20.
    loop.start('train', {});
    await until(() => last('failed') !== undefined);
    expect(last('failed')).toMatchObject({ retry: 'restore' });
    expect(last('failed')!.message).toMatch(/^The cost at step \d+ is no longer a finite number: a learning rate of 0\.002 is too high\.$/);
    loop.restore();
    await until(() => phases().at(-1) === 'paused');
    expect(last('rewound')).toEqual({ type: 'rewound', step: 20 });
    expect(loop.network?.step).toBe(20);
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await until(() => phases().at(-1) === 'done');
    expect(loop.network?.step).toBe(60);
    expect(last('baselines')).toEqual({ type: 'baselines', baselines });
    loop.close();
    expect(counted).toEqual({ made: 2, freed: 2 });
  });

  test('a cost that has risen out of bounds goes on, until the reader goes back to before that; the page is given no later state', async () => {
    const { loop, until, phases, last } = surroundings({ made: 0, freed: 0 }, { risesAt: 25 });
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await until(() => (loop.network?.step ?? 0) > 45);
    loop.restore();
    await until(() => last('rewound') !== undefined);
    await until(() => phases().at(-1) === 'paused');
    expect(last('rewound')).toEqual({ type: 'rewound', step: 20 });
    expect(loop.network?.step).toBe(20);
    expect(last('resumePoint')).toMatchObject({ snapshot: { step: 20 } });
  });

  test('what is closed in the middle is freed and says nothing more', async () => {
    const counted = { made: 0, freed: 0 };
    const { loop, until, phases } = surroundings(counted);
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await until(() => (loop.network?.step ?? 0) > 3);
    loop.close();
    await until(() => counted.freed === 1);
    expect(phases()).not.toContain('done');
  });

  test('an engine that breaks is given up; the next goes on from the last good state, which is told', async () => {
    const counted = { made: 0, freed: 0 };
    const { loop, until, phases, last, events } = surroundings(counted, { breaksAt: 33 });
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await until(() => last('broken') !== undefined);
    expect(last('broken')).toEqual({ type: 'broken', onGraphics: false, late: false, action: 'train', message: 'The engine broke.' });
    expect(counted).toEqual({ made: 1, freed: 1 });
    loop.start('train', { withoutGraphics: true });
    await until(() => phases().at(-1) === 'done');
    const { step } = last('rewound')!;
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThanOrEqual(33);
    // Of all frames since, none tells of a step before the state gone back to.
    const after = events.slice(events.findIndex(({ type }) => type === 'rewound'));
    expect(after.flatMap((event) => (event.type === 'frame' ? event.costs.map((cost) => cost.step) : [])).every((at) => at > step)).toBe(
      true,
    );
    expect(loop.network?.step).toBe(60);
  });

  test('a run that pauses gives the page its state, and another goes on from it', async () => {
    const { loop, until, phases, last } = surroundings({ made: 0, freed: 0 });
    loop.start('step', {});
    await until(() => phases().at(-1) === 'paused');
    expect(last('resumePoint')).toMatchObject({ snapshot: { step: 1 } });
    const { snapshot } = last('resumePoint')!;
    const next = surroundings({ made: 0, freed: 0 }, { resume: { snapshot, learningRate: 5e-4 } });
    expect(next.loop.timeline.steps).toEqual([0, 1]);
    next.loop.start('step', {});
    await next.until(() => next.phases().at(-1) === 'paused');
    expect(next.loop.network?.step).toBe(2);
    expect(next.last('resumePoint')).toMatchObject({ snapshot: { step: 2 } });
  });
});

describe('a run that may move to another engine', () => {
  test('a run moves to the engine that turns out to be the fastest, at the step it has come to', async () => {
    const counted = { made: 0, freed: 0 };
    const starts: number[] = [];
    const found = Promise.withResolvers<void>();
    const { loop, until, phases, events } = surroundings(counted, {
      fastest: async (create) => {
        await found.promise;
        return { why: 'it is faster', createEngine: (setup) => (starts.push(setup.start.step), create(setup)) };
      },
    });
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await until(() => (loop.network?.step ?? 0) > 3);
    found.resolve();
    await until(() => phases().at(-1) === 'done');
    expect(events.flatMap((event) => (event.type === 'engine' ? [event.why] : []))).toEqual(['it is a test', 'it is faster']);
    expect(counted).toEqual({ made: 2, freed: 1 });
    expect(starts).toHaveLength(1);
    expect(starts[0]).toBeGreaterThan(3);
    // Every step was taken once, on one engine or the other.
    const costs = events.flatMap((event) => (event.type === 'frame' ? event.costs.map(({ step }) => step) : []));
    expect(costs).toEqual([...new Set(costs)].sort((a, b) => a - b));
    expect(costs.at(-1)).toBe(60);
  });

  test('a run that trains moves to the engine that is asked for meanwhile, whatever turns out to be the fastest afterwards', async () => {
    const counted = { made: 0, freed: 0 };
    const found = Promise.withResolvers<Partial<Chosen>>();
    const { loop, until, phases, last } = surroundings(counted, { fastest: () => found.promise });
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await until(() => (loop.network?.step ?? 0) > 3);
    loop.start('train', { engine: 'simd', threads: 4 });
    await until(() => counted.made === 2);
    found.resolve({ why: 'it is faster' });
    await until(() => phases().at(-1) === 'done');
    expect(last('engine')).toMatchObject({ why: 'simd ×4' });
    expect(counted).toEqual({ made: 2, freed: 1 });
    expect(loop.network?.step).toBe(60);
  });

  test('a run that is paused and goes on keeps its engine where none other is asked for', async () => {
    const counted = { made: 0, freed: 0 };
    const { loop, until, phases, events } = surroundings(counted);
    loop.setLearningRate(5e-4);
    loop.start('step', { engine: 'simd', threads: 2 });
    await until(() => phases().at(-1) === 'paused');
    loop.start('train', { engine: 'simd', threads: 2, remembered: remember });
    await until(() => phases().at(-1) === 'done');
    expect(counted.made).toBe(1);
    expect(events.filter(({ type }) => type === 'engine')).toHaveLength(1);
  });

  test('where the fastest engine cannot be made after all, the run goes on with the one it has', async () => {
    const counted = { made: 0, freed: 0 };
    const { loop, until, phases, last } = surroundings(counted, {
      fastest: () => Promise.resolve({ why: 'it is faster', createEngine: () => Promise.reject(new Error('no memory')) }),
    });
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await until(() => phases().at(-1) === 'done');
    expect(last('engine')).toMatchObject({ why: 'it is a test' });
    expect(counted).toEqual({ made: 1, freed: 0 });
  });
});

describe('on a clock that goes as fast as the test wants', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());
  const SECOND = 1_000;
  async function passing(holds: () => boolean) {
    for (let k = 0; !holds() && k < 100_000; k++) {
      await vi.advanceTimersByTimeAsync(SECOND / 4);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(holds()).toBe(true);
  }

  test('an engine whose step takes 10 s, and its test cost 100 s, is waited for to the last step', async () => {
    const counted = { made: 0, freed: 0 };
    const { loop, phases, last } = surroundings(counted, { takes: { step: 10 * SECOND, test: 100 * SECOND } });
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await passing(() => phases().at(-1) === 'done' || last('broken') !== undefined);
    expect(last('broken')).toBeUndefined();
    expect(counted.made).toBe(1);
  });

  test('one that hangs is given up, and is told to have been late', async () => {
    const takes = { step: 10, test: 10 };
    const { loop, last } = surroundings({ made: 0, freed: 0 }, { takes });
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await passing(() => (loop.network?.step ?? 0) > 5);
    takes.step = Infinity;
    await passing(() => last('broken') !== undefined);
    const message = 'The engine has not answered for 5 seconds.';
    expect(last('broken')).toEqual({ type: 'broken', onGraphics: false, late: true, action: 'train', message });
  });

  test('one that hangs in the costs before training, or in a state to keep, is given up, too', async () => {
    const { loop, last } = surroundings({ made: 0, freed: 0 }, { takes: { step: 10, test: Infinity } });
    loop.start('train', {});
    await passing(() => last('broken') !== undefined);
    expect(last('broken')).toMatchObject({ late: true, message: 'The engine has not answered for 120 seconds.' });
  });

  test('engines are timed again while it trains, and the run moves to one that is faster now', async () => {
    const starts: number[] = [];
    const whys = (events: readonly OwnEvent[]) => events.flatMap((event) => (event.type === 'engine' ? [event.why] : []));
    let times = 0;
    const { loop, phases, events } = surroundings(
      { made: 0, freed: 0 },
      {
        takes: { step: SECOND, test: 0 },
        again: async (create) => {
          times++;
          const createEngine: CreateEngine = (setup) => (starts.push(setup.start.step), create(setup));
          return times < 2 ? undefined : { why: 'it is faster now', createEngine };
        },
      },
    );
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await passing(() => phases().at(-1) === 'done');
    expect(whys(events)).toEqual(['it is a test', 'it is faster now']);
    // After 5 s, and 10 s later; the one that was found has nothing to compare itself with.
    expect(times).toBe(2);
    expect(starts).toHaveLength(1);
    expect(starts[0]).toBeGreaterThanOrEqual(15);
    expect(starts[0]).toBeLessThan(25);
  });

  test('an engine that turns out to be the fastest after the run has begun anew with another is let be', async () => {
    const found = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let asked = 0;
    const counted = { made: 0, freed: 0 };
    const { loop, phases, last, events } = surroundings(counted, {
      breaksAt: 12,
      takes: { step: SECOND / 2, test: 0 },
      fastest: async () => {
        const turn = asked++;
        await found[turn]!.promise;
        return { why: `the choice of engine ${turn}` };
      },
    });
    loop.setLearningRate(5e-4);
    loop.start('train', {});
    await passing(() => last('broken') !== undefined);
    loop.start('train', {});
    await passing(() => (loop.network?.step ?? 0) > 20);
    found[0]!.resolve();
    await passing(() => phases().at(-1) === 'done');
    expect(asked).toBe(2);
    expect(counted.made).toBe(2);
    expect(events.flatMap((event) => (event.type === 'engine' ? [event.why] : []))).toEqual(['it is a test', 'it is a test']);
  });
});
