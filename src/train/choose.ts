// The only file that picks an engine: tests each that could run here, times it on the reader's own network, and says why.
import { errorMessage } from '../model/error-message.ts';
import { variantOf } from '../model/spec.ts';
import type { CreateEngine, EngineName, EngineSetup } from './engine.ts';
import { ENGINE_NAMES, engineNamed, ENGINES } from './engines/index.ts';
import type { EnginePreference, Remembered, Trial } from './protocol.ts';
import { selfTest } from './self-test.ts';
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
  readonly onGraphics: boolean;
  readonly createEngine: CreateEngine;
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

/** Time an engine has to start, downloads included, and time it has for its test and again to show its speed. Milliseconds. */
const LIMITS = { start: 8_000, trial: 3_000 };
/** Steps are timed until there are so many, or so many milliseconds of them. */
const TIMED = { steps: 5, milliseconds: 250 };
/** More threads than that gain nothing on networks of this size. */
export const MOST_THREADS = 8;

/** Milliseconds of one step of the reader's own network, the best of a few: what else the machine does is not the engine's doing. */
async function stepTime(createEngine: CreateEngine, setup: EngineSetup): Promise<{ msPerStep: number; detail: string | undefined }> {
  const engine = await createEngine(setup);
  try {
    const rate = () => setup.train.learningRate;
    await engine.steps(1, rate); // compiles
    const began = performance.now();
    let best = Infinity;
    for (let k = 0; k < TIMED.steps && performance.now() - began < TIMED.milliseconds; k++) {
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

/**
 * Starts and tests one candidate, and times it where it is one of ours. Never throws: what goes wrong is the verdict.
 * @param timed false for one that is to begin at once
 */
export async function tryCandidate({ name, threads, start }: Candidate, setup: EngineSetup, limits = LIMITS, timed = true): Promise<Tried> {
  const unfit = (verdict: 'unavailable' | 'wrong', why: string): Tried => ({ trial: { name, threads, verdict, why } });
  let createEngine: CreateEngine;
  try {
    createEngine = await within(start(), limits.start, `it did not start in ${limits.start / 1000} seconds`);
  } catch (error) {
    return unfit('unavailable', errorMessage(error));
  }
  try {
    const seconds = limits.trial / 1000;
    const wrong = await within(
      selfTest(createEngine, variantOf(setup.spec)),
      limits.trial,
      `it did not pass its test in ${seconds} seconds`,
    );
    if (wrong) return unfit('wrong', wrong);
    // The first of a library's that is right is taken, however slow: there is nothing left to compare it with.
    if (!timed || !ENGINES[name].ours) return { trial: { name, threads, verdict: 'right', why: '' }, createEngine };
    const tooSlow = `a step of this network takes longer than ${seconds} seconds`;
    const { msPerStep, detail } = await turns(() => within(stepTime(createEngine, setup), limits.trial, tooSlow));
    return { trial: { name, threads, verdict: 'right', msPerStep, why: detail ?? '' }, createEngine };
  } catch (error) {
    return unfit('unavailable', errorMessage(error));
  }
}

const speed = ({ trial }: Tried) => trial.msPerStep ?? Infinity;
const fastest = (tried: readonly Tried[]) => tried.filter(({ createEngine }) => createEngine).sort((a, b) => speed(a) - speed(b))[0];

/**
 * Our own engines, all tried; more threads as long as they help. TensorFlow.js's come only where ours are all unfit, and
 * then the first that is right: each is a download of its own.
 */
export async function tryAll(candidates: readonly Candidate[], setup: EngineSetup, limits = LIMITS): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const candidate of candidates) {
    const best = fastest(tried);
    if (best && !ENGINES[candidate.name].ours) break;
    const fewer = tried.findLast(({ trial }) => trial.name === candidate.name);
    const before = tried.findLast((each) => each !== fewer && each.trial.name === candidate.name);
    // Threads that do not help, or do not start, are not followed by more of them.
    if (fewer && (!fewer.createEngine || (before && speed(fewer) > speed(before)))) continue;
    tried.push(await tryCandidate(candidate, setup, limits));
  }
  return tried;
}

/** 1, 2, 4, ... up to what the machine has. */
function threadCounts(): number[] {
  const most = Math.min(navigator.hardwareConcurrency || 1, MOST_THREADS);
  return [1, 2, 4, 8].filter((threads) => threads <= most);
}

function candidatesOf(name: EngineName, forced: boolean): Candidate[] {
  const { start, threads: several } = ENGINES[name];
  const counts = several ? threadCounts() : [1];
  return counts.map((threads) => ({ name, threads, start: () => start({ forced, threads }) }));
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

/** The engine that starts soonest: nothing to compile for graphics, no thread to wait for. */
const SOONEST = { name: 'simd', threads: 1 } as const;

/**
 * The fastest engine that is right on this machine, for the reader's own network; until it is known, the one that starts soonest. An
 * engine that is asked for is taken if it is right. `remembered` is tried alone where circumstances are those of then; `withoutGraphics`
 * tries none there. Throws a sentence with every reason where none works.
 */
export async function chooseEngine(
  setup: EngineSetup,
  { engine, remembered: earlier, withoutGraphics = false }: EnginePreference,
): Promise<Choice> {
  const allowed = (name: EngineName) => !(withoutGraphics && ENGINES[name].graphics);
  // What the address asks for and what an earlier visit left behind may name no engine of this site.
  const [forced, remembered] = [engineNamed(engine), engineNamed(earlier?.name)].map((name) => (name && allowed(name) ? name : undefined));
  const key = await circumstances(setup);
  const chosen = (found: Tried, trials: readonly Tried[], why: string): Chosen => ({
    name: found.trial.name,
    threads: found.trial.threads,
    why,
    trials: trials.map((each) => (each === found ? { ...each.trial, verdict: 'chosen' } : each.trial)),
    remember: found.trial.name === forced ? undefined : { key, name: found.trial.name, threads: found.trial.threads },
    onGraphics: ENGINES[found.trial.name].graphics !== null,
    createEngine: found.createEngine!,
  });

  if (!forced && remembered && earlier?.key === key) {
    const { threads } = earlier;
    const start = () => ENGINES[remembered].start({ forced: false, threads });
    const tried = await tryCandidate({ name: remembered, threads, start }, setup);
    if (tried.createEngine) return alone(chosen(tried, [tried], `${detailOf(tried)}the fastest here when you last came`));
  }
  // Who asks for an engine gets it, however slow it is.
  const asked = forced ? await tryAll(candidatesOf(forced, true), setup, { start: 60_000, trial: 120_000 }) : [];
  const found = fastest(asked);
  if (found) return alone(chosen(found, asked, `${detailOf(found)}the address asks for it`));

  const rest = ENGINE_NAMES.filter((name) => name !== forced && allowed(name)).flatMap((name) => candidatesOf(name, false));
  async function findFastest(): Promise<Chosen> {
    const tried = [...asked, ...(await tryAll(rest, setup))];
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
  const begun = soonest && (await tryCandidate(soonest, setup, LIMITS, false));
  if (!begun?.createEngine) return alone(await findFastest());
  const first = chosen(begun, [begun], 'it starts soonest; others are tried while it trains');
  return { first: { ...first, remember: undefined }, fastest: findFastest() };
}
