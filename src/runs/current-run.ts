// The run of the worker that a name stands for: opened at the first look, and replaced when the reader begins another.
import { batch } from 'nanostores';
import type { SavedRun } from '../model/saved-run.ts';
import { isOwn, type RunConfig } from '../model/spec.ts';
import type { Event, OwnCommand } from '../train/protocol.ts';
import { closeRun, openRun, send, type WorkerLost } from './client.ts';
import type { Persistence } from './persistence.ts';
import type { Questions } from './question.ts';
import { firstSourceOf, type RunSource } from './run-source.ts';
import { NO_PROGRESS, type Stores } from './stores.ts';

export interface CurrentRun {
  /** What it was made from; undefined until it is opened. */
  readonly source: RunSource | undefined;
  tell(command: OwnCommand): void;
  /** Opens the first run, once: the reader's own of an earlier visit, else the one that the site begins with. */
  open(): void;
  /** Ends the present run, which is put aside, and begins another; the figures' questions move over to it. */
  begin(source: RunSource): void;
  /** Begins a run of this config, or one that goes on from `resume`. The present one becomes its ghost, if it has taken a step. */
  configure(config: RunConfig, resume?: SavedRun): void;
  /** While a recording is shown, the reader's own run begins with this config in place of the recording's. */
  propose(config: RunConfig): void;
  /** Goes back to the run that was put aside. */
  takeUp(): void;
  /** Opens the same once more, from its latest saved state. */
  reopen(): void;
  /** Calls back now, or once the run that is being opened has opened. */
  whenOpen(act: () => void): void;
  /** Calls back with the run's config as soon as the page knows it: a recording tells its own when it has opened. */
  withConfig(act: (config: RunConfig) => void): void;
  /** Does what has waited for the opening of `run`, unless another has begun since. */
  opened(run: number): void;
}

interface Surroundings {
  readonly name: string;
  readonly stores: Stores;
  readonly persistence: Persistence;
  readonly questions: Questions;
  readonly hear: (event: Event | WorkerLost) => void;
}

/** Whether figures that know a run's config before the worker has told its labels draw nothing wrong: digits and network stay. */
const fits = (next: RunConfig, known: RunConfig | null): boolean =>
  JSON.stringify([next.data, next.digits, next.spec]) === JSON.stringify([known?.data, known?.digits, known?.spec]);

/** What the reader's run is once it has opened. */
const openedAs = ({ train }: RunConfig, resume: SavedRun | undefined) =>
  !resume ? 'idle' : resume.snapshot.step < train.steps ? 'paused' : 'done';

/** The stores while a run opens. Labels and record stay those of the run before until the worker has told the new ones. */
function clear(stores: Stores, source: RunSource, resume: SavedRun | undefined): void {
  const config = 'config' in source ? source.config : null;
  stores.$activity.set({ state: 'opening', as: config && openedAs(config, resume) });
  if (config && fits(config, stores.$config.get())) stores.$config.set(config);
  stores.$wish.set(null);
  stores.$loading.set(null);
  stores.$chosenRate.set(resume?.learningRate ?? null);
  stores.$recoveryNotice.set(null);
  stores.$progress.set({ ...NO_PROGRESS, step: resume?.snapshot.step ?? 0 });
  stores.$costs.set(resume?.costs ?? []);
  stores.$checkpoints.set([]);
  stores.$shownStep.set(null);
  stores.$report.set(null);
}

export function createCurrentRun({ name, stores, persistence, questions, hear }: Surroundings): CurrentRun {
  const { $activity, $aside, $config, $costs, $ghost, $record } = stores;
  let id = 0;
  let source: RunSource | undefined;
  /** What was asked of the run before it had opened. */
  const waiting: (() => void)[] = [];

  const tell = (command: OwnCommand) => send({ ...command, run: id });

  /** Keeps the reader's run, as far as the page has it, where another takes its place. One on own data cannot be gone back to. */
  function putAside(): boolean {
    const { latest } = persistence;
    const worth = latest !== undefined && latest.snapshot.step > 0 && !isOwn(latest.config.data);
    if (worth) $aside.set(latest);
    return worth;
  }

  /**
   * @param keep the network of the present run stays as the ghost of the next
   * @param resume the state that the next goes on from
   */
  function begin(next: RunSource, keep = false, resume?: SavedRun): void {
    const from = id;
    source = next;
    stores.$proposed.set(null);
    id = openRun(hear);
    if ('name' in next) tell({ type: 'open', name: next.name });
    else tell({ type: 'configure', config: next.config, from, keep, ...(resume && { resume }) });
    closeRun(from);
    persistence.take(resume);
    batch(() => clear(stores, next, resume));
    questions.askAgain();
  }

  function open(): void {
    if (source) return;
    const first = firstSourceOf(name);
    source = first;
    if (name !== 'digits') return begin(first);
    void persistence.load().then((saved) => {
      if (source !== first) return; // the reader has begun another meanwhile
      if (saved && !isOwn(saved.config.data)) begin({ config: saved.config }, false, saved);
      else begin(first);
    });
  }

  function whenOpen(act: () => void): void {
    if ($activity.get().state === 'opening') waiting.push(act);
    else act();
  }

  function withConfig(act: (config: RunConfig) => void): void {
    open();
    if (source && 'config' in source) return act(source.config);
    whenOpen(() => {
      // What has opened may be the reader's run of an earlier visit, which has its config in `source`.
      const config = source && 'config' in source ? source.config : (stores.$proposed.get() ?? $config.get());
      if (config) act(config);
    });
  }

  return {
    get source() {
      return source;
    },
    tell,
    open,
    begin(next) {
      putAside();
      begin(next);
    },
    configure(config, resume) {
      const [before, costs, record] = [$config.get(), $costs.get(), $record.get()];
      // A run without a step has nothing to compare with: the ghost before it stays.
      const keep = before !== null && costs.length >= 2;
      if (keep) $ghost.set({ label: record ? 'recorded run' : 'your last run', costs, config: before });
      putAside();
      begin({ config }, keep, resume);
    },
    propose(config) {
      stores.$proposed.set(config);
    },
    takeUp() {
      const saved = $aside.get();
      if (!saved) return;
      if (!putAside()) $aside.set(null);
      begin({ config: saved.config }, false, saved);
    },
    reopen() {
      if (source) begin(source, false, 'config' in source ? persistence.latest : undefined);
    },
    whenOpen,
    withConfig,
    opened(run) {
      if (run === id) waiting.splice(0).forEach((act) => act());
    },
  };
}
