// The only file that picks an engine: tests each that could run here, times it on the reader's own network, and says why.
import { errorMessage } from '../model/error-message.ts';
import { workOf, type Pace } from '../model/pace.ts';
import { variantOf } from '../model/spec.ts';
import type { CreateEngine, EngineName, EngineSetup } from './engine.ts';
import { ENGINE_NAMES, engineNamed, ENGINES } from './engines/index.ts';
import { messages } from './messages.ts';
import type { EnginePreference, Remembered, Trial } from './protocol.ts';
import { oracleTime, selfTest } from './self-test.ts';
import { canShareMemory } from './shared-memory.ts';
import { turns } from './turns.ts';
import { within } from './within.ts';

/** An engine to begin with, and what turns out to be the fastest while it trains; undefined where nothing else is to be tried. */
export interface Choice {
  readonly first: Chosen;
  readonly fastest: Promise<Chosen> | undefined;
}

export interface Chosen {
  readonly name: EngineName;
  readonly threads: number;
  /** In a sentence for the reader: why this one. */
  readonly why: string;
  /** Everything that was tried, in order, the chosen one among it. */
  readonly trials: readonly Trial[];
  /** To be given back at the next visit, which then need not try the others; undefined for an engine that was asked for. */
  readonly remember: Remembered | undefined;
  /** How fast it is; undefined where it was not timed. */
  readonly pace: Pace | undefined;
  readonly onGraphics: boolean;
  readonly createEngine: CreateEngine;
  /**
   * Times this engine and the others again, and gives another that is clearly faster now: the machine may have been busy. Undefined where
   * there is no other, or none is. Never rejects.
   */
  readonly again: (() => Promise<Chosen | undefined>) | undefined;
}

/** A way to train that may or may not work here. */
export interface Candidate {
  readonly name: EngineName;
  readonly threads: number;
  readonly start: () => Promise<CreateEngine>;
}

/** The graphics device goes, in whatever state it is: the next engine there gets a new one. */
export async function discardGraphics(): Promise<void> {
  (await import('./engines/gpu.ts')).discardGpu();
}

/** What a trial may take. */
export interface TrialLimits {
  /** Milliseconds that an engine has to start, downloads included. */
  readonly start: number;
  /** Milliseconds that it has for its test, and again to show its speed. */
  readonly trial: number;
  /** Ends it before. */
  readonly signal?: AbortSignal;
}

/** Of a machine at rest, and in multiples of what the oracle takes for the test: on a slow or busy machine all take longer. */
const LIMITS = { start: 8_000, trial: 3_000 };
const TIMES = { start: 40, trial: 20 };

/** Of an engine that somebody asks for, however slow it is. */
export const PATIENT: TrialLimits = { start: 60_000, trial: 120_000 };

function limitsFor({ spec }: EngineSetup): TrialLimits {
  const oracle = oracleTime(variantOf(spec));
  return { start: Math.max(LIMITS.start, TIMES.start * oracle), trial: Math.max(LIMITS.trial, TIMES.trial * oracle) };
}

/** Steps are timed until there are so many, or so many milliseconds of them. */
const TIMED = { steps: 5, milliseconds: 250 };
/** So many times as fast must another engine be for a run to move there once more. */
const WORTH = 1.15;
/** More threads than that gain nothing on networks of this size. */
export const MOST_THREADS = 8;

/** Milliseconds of one step of the reader's own network, the best of a few: what else the machine does is not the engine's doing. */
async function stepTime(
  createEngine: CreateEngine,
  setup: EngineSetup,
  signal: AbortSignal | undefined,
): Promise<{ msPerStep: number; detail: string | undefined }> {
  const engine = await createEngine(setup);
  try {
    const rate = () => setup.train.learningRate;
    await engine.steps(1, rate); // compiles
    const began = performance.now();
    let best = Infinity;
    for (let k = 0; k < TIMED.steps && performance.now() - began < TIMED.milliseconds; k++) {
      if (signal) {
        // Where a step takes seconds, the page may want something else meanwhile.
        await messages();
        signal.throwIfAborted();
      }
      const before = performance.now();
      await engine.steps(1, rate);
      best = Math.min(best, performance.now() - before);
    }
    return { msPerStep: best, detail: engine.detail };
  } finally {
    engine.dispose();
  }
}

interface Tried {
  readonly trial: Trial & { readonly name: EngineName };
  /** Only of an engine that is right. */
  readonly createEngine?: CreateEngine;
}

/** What became of a candidate, if it was tried. */
const among = (tried: readonly Tried[], { name, threads }: Pick<Candidate, 'name' | 'threads'>) =>
  tried.find(({ trial }) => trial.name === name && trial.threads === threads);

const unfit = ({ name, threads }: Pick<Candidate, 'name' | 'threads'>, verdict: 'unavailable' | 'wrong', why: string): Tried => ({
  trial: { name, threads, verdict, why },
});
const inSeconds = (milliseconds: number) => `${Math.round(milliseconds / 1_000)} seconds`;

/** Rejects with a sentence where it is late, or where `signal` aborts. */
function inTime<Value>(work: Promise<Value>, milliseconds: number, late: string, signal?: AbortSignal): Promise<Value> {
  if (!signal) return within(work, milliseconds, late);
  const ended = new Promise<never>((_, reject) => {
    const end = () => reject(new Error('it was not waited for'));
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
  return within(Promise.race([work, ended]), milliseconds, late);
}

/** Starts and tests one candidate. Never throws: what goes wrong is the verdict. */
async function testCandidate(candidate: Candidate, setup: EngineSetup, asked?: TrialLimits): Promise<Tried> {
  const { name, threads } = candidate;
  try {
    const starting = candidate.start();
    // While it is fetched, the oracle computes what is right.
    const { start, trial, signal } = asked ?? limitsFor(setup);
    const createEngine = await inTime(starting, start, `it did not start in ${inSeconds(start)}`, signal);
    const testing = selfTest(createEngine, variantOf(setup.spec));
    const wrong = await inTime(testing, trial, `it did not pass its test in ${inSeconds(trial)}`, signal);
    return wrong ? unfit(candidate, 'wrong', wrong) : { trial: { name, threads, verdict: 'right', why: '' }, createEngine };
  } catch (error) {
    return unfit(candidate, 'unavailable', errorMessage(error));
  }
}

/** The same with the time of a step, where it is right. Never throws. */
async function timed(tested: Tried, setup: EngineSetup, { trial: limit, signal }: TrialLimits = limitsFor(setup)): Promise<Tried> {
  const { trial, createEngine } = tested;
  if (!createEngine) return tested;
  try {
    const tooSlow = `a step of this network takes longer than ${inSeconds(limit)}`;
    const { msPerStep, detail } = await turns(() => inTime(stepTime(createEngine, setup, signal), limit, tooSlow, signal));
    return { trial: { ...trial, msPerStep, why: detail ?? '' }, createEngine };
  } catch (error) {
    return unfit(trial, 'unavailable', errorMessage(error));
  }
}

/** Starts, tests and times one candidate. Never throws. */
export const timeCandidate = async (candidate: Candidate, setup: EngineSetup, limits?: TrialLimits): Promise<Tried> =>
  timed(await testCandidate(candidate, setup, limits), setup, limits);

/** The same for one that may be taken. The first of a library's that is right is, however slow: it is not timed. */
export const tryCandidate = (candidate: Candidate, setup: EngineSetup, limits?: TrialLimits): Promise<Tried> =>
  (ENGINES[candidate.name].ours ? timeCandidate : testCandidate)(candidate, setup, limits);

const speed = ({ trial }: Tried) => trial.msPerStep ?? Infinity;
const fastest = (tried: readonly Tried[]) => tried.filter(({ createEngine }) => createEngine).sort((a, b) => speed(a) - speed(b))[0];

/**
 * Our own engines, all tried; more threads as long as they help. TensorFlow.js's come only where ours are all unfit, and
 * then the first that is right: each is a download of its own.
 * @param tested what is known already: it is not started once more, but timed if it is right
 */
export async function tryAll(
  candidates: readonly Candidate[],
  setup: EngineSetup,
  limits?: TrialLimits,
  tested: readonly Tried[] = [],
): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const candidate of candidates) {
    const best = fastest(tried);
    if (best && !ENGINES[candidate.name].ours) break;
    const fewer = tried.findLast(({ trial }) => trial.name === candidate.name);
    const before = tried.findLast((each) => each !== fewer && each.trial.name === candidate.name);
    // Threads that do not help, or do not start, are not followed by more of them.
    if (fewer && (!fewer.createEngine || (before && speed(fewer) > speed(before)))) continue;
    const known = among(tested, candidate);
    tried.push(await (known ? timed(known, setup, limits) : tryCandidate(candidate, setup, limits)));
  }
  return tried;
}

/** What came of a trial, and whether its graphics are in software. */
export interface NamedTrial {
  readonly trial: Trial;
  readonly inSoftware: boolean;
}

/** Whether an engine's graphics are none, but are computed on the main processor. */
async function isInSoftware(name: EngineName): Promise<boolean> {
  const { graphics } = ENGINES[name];
  if (graphics === 'webgl') return !new OffscreenCanvas(1, 1).getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (graphics !== 'webgpu') return false;
  const { isSoftware, openGpu } = await import('./engines/gpu.ts');
  return isSoftware((await openGpu(true)).info);
}

/** Numbers of threads that are tried. */
const THREAD_COUNTS = [1, 2, 4, MOST_THREADS];
/** How many threads run at once here. */
const machineThreads = () => navigator.hardwareConcurrency || 1;

/** Every way to train with an engine: on each number of threads, where it takes several. Those that the machine has not got do not start. */
function everyCandidateOf(name: EngineName, forced: boolean): Candidate[] {
  const { start, threads: several } = ENGINES[name];
  return (several ? THREAD_COUNTS : [1]).map((threads) => ({
    name,
    threads,
    async start() {
      if (threads > machineThreads())
        throw new Error(`this processor runs ${machineThreads()} ${machineThreads() === 1 ? 'thread' : 'threads'} at once`);
      return start({ forced, threads });
    },
  }));
}

/** Every way to train, on whatever machine, in software graphics too. */
export const everyCandidate = (): Candidate[] => ENGINE_NAMES.flatMap((name) => everyCandidateOf(name, true));

/** Tries one of them and times it, however slow it is, until `signal` aborts. Throws a sentence where there is none of that name and number of threads. */
export async function tryNamed(name: string, threads: number, setup: EngineSetup, signal: AbortSignal): Promise<NamedTrial> {
  const candidate = everyCandidate().find((each) => each.name === name && each.threads === threads);
  if (!candidate) throw new Error(`This site has no engine ${name} on ${threads} threads.`);
  const { trial } = await timeCandidate(candidate, setup, { ...PATIENT, signal });
  return { trial, inSoftware: trial.verdict === 'right' && (await isInSoftware(trial.name)) };
}

/** Ways to train with an engine here: on 1, 2, 4, ... threads up to what the machine has, or on `wanted` alone, if it has so many. */
function candidatesOf(name: EngineName, forced: boolean, wanted?: number): Candidate[] {
  const all = everyCandidateOf(name, forced).filter(({ threads }) => threads <= machineThreads());
  const exact = all.filter(({ threads }) => threads === wanted);
  return exact.length > 0 ? exact : all;
}

/** What must not have changed for a remembered choice to hold: this program, the machine, the network. */
async function circumstances({ spec, train }: EngineSetup): Promise<string> {
  const { units, activations } = spec;
  const { kind } = variantOf(spec);
  const { adapterName } = await import('./engines/gpu.ts');
  const graphics = await adapterName();
  // The address of this file in the built site changes with its contents.
  const program = import.meta.url.split('/').at(-1);
  const { userAgent, hardwareConcurrency } = navigator;
  return [program, userAgent, graphics, hardwareConcurrency, canShareMemory(), units, activations, kind, train.batch].join(' ');
}

const alone = (first: Chosen): Choice => ({ first, fastest: undefined });

/** What an engine chose for the machine, before the reason for choosing it. */
const detailOf = ({ trial: { why } }: Tried) => why && `${why}; `;

const ASKED = 'the address asks for it';

/** The engine that starts soonest: nothing to compile for graphics, no thread to wait for. */
const SOONEST = { name: 'simd', threads: 1 } as const;

/**
 * The fastest engine that is right on this machine, for the reader's own network; until it is known, the one that starts soonest. An
 * engine that is asked for is taken if it is right. `remembered` is tried alone where circumstances are those of then; `withoutGraphics`
 * tries none there. Throws a sentence with every reason where none works.
 */
export async function chooseEngine(
  setup: EngineSetup,
  { engine, threads: wanted, remembered: earlier, withoutGraphics = false }: EnginePreference,
): Promise<Choice> {
  const allowed = (name: EngineName) => !(withoutGraphics && ENGINES[name].graphics);
  // What the address asks for and what an earlier visit left behind may name no engine of this site.
  const [forced, remembered] = [engineNamed(engine), engineNamed(earlier?.name)].map((name) => (name && allowed(name) ? name : undefined));
  const key = await circumstances(setup);
  function chosen(found: Tried, tried: readonly Tried[], why: string): Chosen {
    const { name, threads, msPerStep } = found.trial;
    const pace = msPerStep === undefined ? undefined : { msPerStep, work: workOf(setup) };
    return {
      name,
      threads,
      why,
      trials: tried.map((each) => (each === found ? { ...each.trial, verdict: 'chosen' } : each.trial)),
      remember: name === forced ? undefined : { key, name, threads, ...(pace && { pace }) },
      pace,
      onGraphics: ENGINES[name].graphics !== null,
      createEngine: found.createEngine!,
      again: againOf(found, tried),
    };
  }
  /** What can be timed again: the engines that were tried, with any number of threads. Undefined where there is only the one that is taken. */
  function againOf(found: Tried, tried: readonly Tried[]): Chosen['again'] {
    const names = [...new Set(tried.map(({ trial }) => trial.name))].filter((name) => ENGINES[name].ours);
    const candidates = names.flatMap((name) => (name === forced ? candidatesOf(name, true, wanted) : candidatesOf(name, false)));
    const mayWork = (known: Tried | undefined) => known !== found && (!known || known.createEngine !== undefined);
    if (!candidates.some((each) => mayWork(among(tried, each)))) return undefined;
    return async () => {
      const timedAgain = await tryAll(candidates, setup, undefined, tried);
      const [now, best] = [among(timedAgain, found.trial), fastest(timedAgain)];
      if (!best?.createEngine || (now?.createEngine && speed(now) < WORTH * speed(best))) return undefined;
      const why = best.trial.name === forced ? ASKED : 'the fastest, timed again while it trained';
      return chosen(best, timedAgain, `${detailOf(best)}${why}`);
    };
  }

  if (!forced && remembered && earlier?.key === key) {
    const { threads } = earlier;
    const start = () => ENGINES[remembered].start({ forced: false, threads });
    const tried = await tryCandidate({ name: remembered, threads, start }, setup);
    if (tried.createEngine) return alone(chosen(tried, [tried], `${detailOf(tried)}the fastest here when you last came`));
  }
  // Who asks for an engine gets it, however slow it is.
  const asked = forced ? await tryAll(candidatesOf(forced, true, wanted), setup, PATIENT) : [];
  const found = fastest(asked);
  if (found) return alone(chosen(found, asked, `${detailOf(found)}${ASKED}`));

  const rest = ENGINE_NAMES.filter((name) => name !== forced && allowed(name)).flatMap((name) => candidatesOf(name, false));
  async function findFastest(tested: readonly Tried[]): Promise<Chosen> {
    const tried = [...asked, ...(await tryAll(rest, setup, undefined, tested))];
    const best = fastest(tried);
    const reasons = [
      ...(withoutGraphics ? ['graphics failed too often in the last ten minutes'] : []),
      ...tried.filter(({ createEngine }) => !createEngine).map(({ trial: { name, why } }) => `${name}: ${why}`),
    ];
    if (!best) throw new Error(`No engine works in this browser. ${reasons.join('; ')}.`);
    const merit = ENGINES[best.trial.name].ours ? 'the fastest that is right here' : 'our own engines do not work here';
    return chosen(best, tried, `${detailOf(best)}${[merit, ...reasons].join('; ')}`);
  }
  const soonest = rest.find(({ name, threads }) => name === SOONEST.name && threads === SOONEST.threads);
  const begun = soonest && (await testCandidate(soonest, setup));
  if (!begun?.createEngine) return alone(await findFastest(begun ? [begun] : []));
  const first = chosen(begun, [begun], 'it starts soonest; others are tried while it trains');
  return { first: { ...first, remember: undefined, again: undefined }, fastest: findFastest([begun]) };
}
