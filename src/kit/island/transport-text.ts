// The words for what a run does: every text of TrainControls, and the sentences that other figures share with it.
import { costText, countText, NOTHING, percentText, timeText } from '../words.ts';
import { dataText } from '../../model/run-data.ts';
import type { RunConfig } from '../../model/spec.ts';
import type { EngineReport, Persisted } from '../../runs/run.ts';
import { isUnderWay, type Loading, type Transport } from '../../runs/transport.ts';

/** What the texts of TrainControls are about. */
export interface TransportSubject {
  readonly transport: Transport;
  readonly config: RunConfig | null;
  readonly engine: Pick<EngineReport, 'engine' | 'why'> | null;
  readonly recoveryNotice: string | null;
  readonly persisted: Persisted;
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
  readonly status: string;
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

/** What is being fetched and how far it is, without a full stop. */
export const loadingText = ({ what, fraction }: Loading): string => `${what}, ${percentText(fraction)}`;

/** How far a run is. */
export const stepText = ({ progress, steps }: Transport): string => `${countText(progress.step)} of ${countText(steps)}`;

/** What the run does, in a sentence. */
export function statusText(transport: Transport): string {
  const test = transport.testCost === undefined ? '' : `, test cost ${costText(transport.testCost)}`;
  const at = `step ${stepText(transport)}`;
  switch (transport.state) {
    case 'opening':
      return 'Opening the recorded run.';
    case 'recorded': {
      const { config, testCost } = transport.record;
      return `Recorded run: ${countText(config.train.steps)} steps, test cost ${costText(testCost)}. Train starts a new one in your browser.`;
    }
    case 'idle':
      return `A new run, at ${at}; the one before stays in the cost chart.`;
    case 'starting':
      return transport.loading
        ? `Starting: ${transport.loading.what.replace(/^./, (first) => first.toLowerCase())}.`
        : 'Starting to train.';
    case 'training':
      return `Training: ${at}${test}.`;
    case 'paused':
      return `Paused at ${at}${test}.`;
    case 'done':
      return `Done: ${countText(transport.progress.step)} steps${test}.`;
    case 'failed':
      return `Stopped at ${at}.`;
    default:
      return transport satisfies never;
  }
}

/** All texts of TrainControls. */
export function transportTexts({ transport, config, engine, recoveryNotice, persisted }: TransportSubject): TransportTexts {
  const { state, cost, testCost, progress } = transport;
  const speed = progress.stepsPerSecond;
  const moving = isUnderWay(transport) && speed > 0;
  const schedule = config?.train.schedule.kind;
  return {
    train: BUTTON[state],
    step: stepText(transport),
    cost: cost === undefined ? NOTHING : costText(cost),
    test: testCost === undefined ? NOTHING : costText(testCost),
    speed: moving ? speed.toFixed(speed >= 10 ? 0 : 1) : NOTHING,
    left: moving ? timeText(progress.secondsLeft) : NOTHING,
    seed: String(config?.seed ?? 0),
    rate: schedule === 'cosine' ? (state === 'training' ? `peak; now ${progress.learningRate.toPrecision(2)}` : 'peak') : '',
    engine: [engine ? `${engine.engine}: ${engine.why}` : 'chosen when you press Train', ...(recoveryNotice ? [recoveryNotice] : [])]
      .join('. ')
      .replace(/\.$/, ''),
    data: config ? dataText(config.data, config.digits) : '',
    kept: PERSISTED[persisted],
    status: statusText(transport),
  };
}
