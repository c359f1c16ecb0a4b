// What the transport says: every text of TrainControls as a function of the run's state.
import { costText, countText, tested, type Cost } from '../draw/cost-curve.ts';
import type { RunRecord } from '../../model/record.ts';
import { isOwn, type DataName, type RunConfig } from '../../model/spec.ts';
import type { EngineReport, Kept, Phase, Progress, Run } from '../../runs/run.ts';

export interface TransportState {
  readonly phase: Phase;
  readonly config: RunConfig | null;
  readonly record: RunRecord | null;
  readonly costs: readonly Cost[];
  readonly progress: Progress;
  readonly engine: Pick<EngineReport, 'engine' | 'why'> | null;
  readonly mishap: string | null;
  readonly kept: Kept;
}

/** The state of a run now. */
export function stateOf(run: Run): TransportState {
  return {
    phase: run.$phase.get(),
    config: run.$config.get(),
    record: run.$record.get(),
    costs: run.$costs.get(),
    progress: run.$progress.get(),
    engine: run.$engine.get(),
    mishap: run.$mishap.get(),
    kept: run.$kept.get(),
  };
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

const NOTHING = '–';

const KEPT: Readonly<Record<Kept, string>> = {
  nothing: 'A run that you train is kept in this browser, and nowhere else, for your next visit.',
  run: 'Your run is kept in this browser, and nowhere else, for your next visit.',
  refused: 'This browser does not keep your run: it is gone when you leave. The code panel saves its weights as a file.',
};

/** The verb on the button that trains and pauses. */
const TRAIN: Readonly<Record<Phase, string>> = {
  opening: 'Train',
  idle: 'Train',
  starting: 'Pause',
  training: 'Pause',
  paused: 'Resume',
  done: 'Train again',
  failed: 'Train',
};

/** Whether a run is under way, in whatever state. */
export const isGoing = (phase: Phase): boolean => phase === 'starting' || phase === 'training' || phase === 'paused';

/** Seconds as `45 s`, `2 min 5 s`, `1 h 20 min`. */
export function timeText(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return NOTHING;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The digits and where they come from, in words. */
export function dataText(data: DataName, digits: readonly number[]): string {
  const list = digits.length > 1 ? `${digits.slice(0, -1).join(', ')} and ${digits.at(-1)}` : String(digits[0]);
  if (isOwn(data)) return `your own images, ${digits.length === 1 ? 'label' : 'labels'} ${list}`;
  return data === 'mnist' ? `digits ${list} of MNIST` : `synthetic digits ${list}`;
}

function statusText({ phase, config, record, costs, progress }: TransportState): string {
  const last = tested(costs).at(-1);
  const test = last ? `, test cost ${costText(last.testCost)}` : '';
  if (record && config && (phase === 'idle' || phase === 'opening')) {
    return `Recorded run: ${countText(record.config.train.steps)} steps, test cost ${costText(record.testCost)}. Train starts a new one in your browser.`;
  }
  const at = `step ${countText(progress.step)} of ${countText(config?.train.steps ?? 0)}`;
  switch (phase) {
    case 'opening':
      return 'Opening the recorded run.';
    case 'idle':
      return `A new run, at ${at}; the one before stays in the cost chart.`;
    case 'starting':
      return 'Starting: fetching what is needed to train.';
    case 'training':
      return `Training: ${at}${test}.`;
    case 'paused':
      return `Paused at ${at}${test}.`;
    case 'done':
      return `Done: ${countText(progress.step)} steps${test}.`;
    case 'failed':
      return `Stopped at ${at}.`;
    default:
      return phase satisfies never;
  }
}

/** All texts for a state. */
export function transportTexts(state: TransportState): TransportTexts {
  const { phase, config, costs, progress, engine, mishap, kept } = state;
  const steps = config?.train.steps ?? 0;
  const speed = progress.stepsPerSecond;
  const schedule = config?.train.schedule.kind;
  return {
    train: TRAIN[phase],
    step: `${countText(progress.step)} of ${countText(steps)}`,
    cost: costs.length > 0 && costs.at(-1)!.cost !== undefined ? costText(costs.at(-1)!.cost!) : NOTHING,
    test: tested(costs).length > 0 ? costText(tested(costs).at(-1)!.testCost) : NOTHING,
    speed: isGoing(phase) && speed > 0 ? (speed >= 10 ? speed.toFixed(0) : speed.toFixed(1)) : NOTHING,
    left: isGoing(phase) && speed > 0 ? timeText(progress.secondsLeft) : NOTHING,
    seed: String(config?.seed ?? 0),
    rate: schedule === 'cosine' ? (phase === 'training' ? `peak; now ${progress.learningRate.toPrecision(2)}` : 'peak') : '',
    engine: `${engine ? `${engine.engine}: ${engine.why}` : 'chosen when you press Train'}${mishap ? `. ${mishap}` : ''}`.replace(
      /\.$/,
      '',
    ),
    data: config ? dataText(config.data, config.digits) : '',
    kept: KEPT[kept],
    status: statusText(state),
  };
}
