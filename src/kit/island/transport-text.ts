// The words for what a run does: every text of TrainControls, and the sentences that other figures share with it.
import { aboutText, costText, countText, engineText, NOTHING, percentText, timeText } from '../words.ts';
import { dataText } from '../../model/run-data.ts';
import type { RunConfig } from '../../model/spec.ts';
import type { EngineReport, Persisted } from '../../runs/run.ts';
import { isUnderWay, type Loading, type Transport } from '../../runs/transport.ts';

/** What the texts of TrainControls are about. */
export interface TransportSubject {
  readonly transport: Transport;
  readonly config: RunConfig | null;
  readonly engine: Pick<EngineReport, 'engine' | 'why' | 'trials'> | null;
  readonly recoveryNotice: string | null;
  readonly persisted: Persisted;
  readonly circumstances?: Circumstances;
}

/** What else a sentence on a run that has not begun can say. */
export interface Circumstances {
  /** Seconds that the run which Train begins is expected to take on this machine; undefined where nothing is known of it. */
  readonly seconds?: number | undefined;
  /** Whether the run before stays in the cost chart. */
  readonly hasGhost?: boolean;
}

/** Texts by the `data-out` name of the element that shows them. */
export interface TransportTexts {
  readonly train: string;
  readonly step: string;
  readonly cost: string;
  readonly test: string;
  readonly speed: string;
  readonly left: string;
  readonly seed: string;
  readonly rate: string;
  readonly engine: string;
  readonly data: string;
  readonly kept: string;
  /** What the run does, to be said aloud, and to be shown: the read-outs show how far it is. */
  readonly status: string;
  readonly says: string;
  readonly running: string;
  readonly lower: string;
}

const PERSISTED: Readonly<Record<Persisted, string>> = {
  nothing: 'A run that you train is kept in this browser, and nowhere else, for your next visit.',
  run: 'Your run is kept in this browser, and nowhere else, for your next visit.',
  refused: 'This browser does not keep your run: it is gone when you leave. The code panel saves its weights as a file.',
};

/** The verb on the button that trains and pauses. */
export const BUTTON: Readonly<Record<Transport['state'], string>> = {
  opening: 'Train',
  recorded: 'Train',
  idle: 'Train',
  starting: 'Pause',
  training: 'Pause',
  paused: 'Resume',
  done: 'Train again',
  failed: 'Train',
};

/** What is being fetched and how far it is, as soon as it has come some way, without a full stop. */
export const loadingText = ({ what, fraction }: Loading): string => (fraction > 0 ? `${what}, ${percentText(fraction)}` : what);

/** How far a run is. Of a recording, how long it is: nothing of the reader's is under way. */
export const stepText = ({ state, progress, steps }: Transport): string =>
  state === 'recorded' ? `${countText(steps)} steps` : `${countText(progress.step)} of ${countText(steps)}`;

/** What to do about a learning rate that is too high, as a button says it. */
export const lowerText = ({ lowerRate }: Transport): string => `Go back with ${lowerRate}`;

const READY = 'Getting ready';

/** Why a run is lost that still trains, or that has paused; empty where it is not. */
export const lostText = ({ lost, rate }: Transport): string =>
  lost === undefined ? '' : `The cost has risen to ${costText(lost)}: a learning rate of ${rate} is too high.`;

/** What the run does, in a sentence. */
export function statusText(transport: Transport, { seconds, hasGhost = false }: Circumstances = {}): string {
  const test = transport.testCost === undefined ? '' : `, test cost ${costText(transport.testCost)}`;
  const at = `step ${stepText(transport)}`;
  const lost = lostText(transport) && ` ${lostText(transport)}`;
  if (transport.pausing) return 'Pausing.';
  switch (transport.state) {
    case 'opening':
      return 'Opening the recorded run.';
    case 'recorded':
      return `You are watching a recording. Train your own${seconds === undefined ? '' : `: ${aboutText(seconds)} here`}.`;
    case 'idle':
      return `A new run${seconds === undefined ? '' : `, ${aboutText(seconds)} here`}.${hasGhost ? ' Your last run stays as a dotted curve.' : ''}`;
    case 'starting':
      return transport.loading && transport.loading.what !== READY
        ? `${READY}: ${transport.loading.what.replace(/^./, (first) => first.toLowerCase())}.`
        : `${READY}.`;
    case 'training':
      return `Training: ${at}${test}.${lost}`;
    case 'paused':
      return `Paused at ${at}${test}.${lost}`;
    case 'done':
      return `Done: ${countText(transport.progress.step)} steps${test}.${lost}`;
    case 'failed':
      return `Stopped at ${at}.`;
    default:
      return transport satisfies never;
  }
}

/** Engines that compute on the graphics processor. */
const ON_GRAPHICS = /wgsl|webgpu|webgl/;
const processorText = (engine: string) => (ON_GRAPHICS.test(engine) ? 'your graphics processor' : 'your processor');

/** Which part of the machine trains, and how fast. */
function runningText({ transport, engine }: TransportSubject): string {
  if (!engine) return 'Your machine is tried before the first step.';
  const { stepsPerSecond } = transport.progress;
  const chosen = engine.trials.find(({ verdict }) => verdict === 'chosen');
  const speed = stepsPerSecond > 0 ? stepsPerSecond : chosen?.msPerStep && 1_000 / chosen.msPerStep;
  const name = chosen ? engineText(chosen) : engine.engine;
  return `Running on ${processorText(engine.engine)} (${name})${speed ? `, ${speedText(speed)} steps/s` : ''}.`;
}

const speedText = (speed: number) => speed.toFixed(speed >= 10 ? 0 : 1);

/** What is shown under the read-outs, which say the rest. */
function saysText(subject: TransportSubject): string {
  const { transport, engine, recoveryNotice, circumstances } = subject;
  if (transport.pausing) return statusText(transport);
  const lost = lostText(transport);
  if (isUnderWay(transport) && (lost || recoveryNotice)) return lost || recoveryNotice!;
  if (transport.state === 'training') return `Training${engine ? ` on ${processorText(engine.engine)}` : ''}.`;
  return statusText(transport, circumstances);
}

/** All texts of TrainControls. */
export function transportTexts(subject: TransportSubject): TransportTexts {
  const { transport, config, engine, recoveryNotice, persisted, circumstances } = subject;
  const { state, cost, testCost, progress, steps } = transport;
  const speed = progress.stepsPerSecond;
  const moving = isUnderWay(transport) && speed > 0;
  const schedule = config?.train.schedule.kind;
  const now = state === 'training' ? `; at this step ${progress.learningRate.toPrecision(2)}` : '';
  return {
    train: transport.pausing ? 'Pausing' : BUTTON[state],
    step: state === 'recorded' ? `${countText(steps)} recorded` : stepText(transport),
    cost: cost === undefined ? NOTHING : costText(cost),
    test: testCost === undefined ? NOTHING : costText(testCost),
    speed: moving ? speedText(speed) : NOTHING,
    left: moving ? timeText(progress.secondsLeft) : NOTHING,
    seed: String(config?.seed ?? 0),
    rate: schedule === 'cosine' ? `Highest learning rate${now}` : 'Learning rate',
    engine: [engine ? `${engine.engine}: ${engine.why}` : 'chosen when you press Train', ...(recoveryNotice ? [recoveryNotice] : [])]
      .join('. ')
      .replace(/\.$/, ''),
    data: config ? dataText(config.data, config.digits) : '',
    kept: PERSISTED[persisted],
    status: statusText(transport, circumstances),
    says: saysText(subject),
    running: runningText(subject),
    lower: lowerText(transport),
  };
}
