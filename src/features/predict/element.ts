// Guess first, then see: when the outcome may be shown, and the buttons that lead there. Guesses live in memory only.
import type { Run, RunConfig } from '../../runs/run.ts';
import { isBusy, isUnderWay } from '../../runs/transport.ts';
import { onAny } from '../../kit/island/listen.ts';
import { loadingText, statusText } from '../../kit/island/transport-text.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class Prediction {
  readonly #run: Run;
  readonly #fresh: boolean;
  #skipped = false;
  /** The run whose outcome is hidden: one from before the guess. */
  #hidden: RunConfig | null = null;

  /** @param fresh every training takes a new seed, for the page has shown what the present one leads to */
  constructor(run: Run, fresh: boolean) {
    this.#run = run;
    this.#fresh = fresh;
    this.again();
  }

  /** Whether the outcome may be seen: the reader has trained since the guess was opened, or did not want to guess. */
  get shown(): boolean {
    const config = this.#run.$config.get();
    if (config === null) return false;
    const own = this.#run.$record.get() === null && config !== this.#hidden && this.#run.$costs.get().length > 0;
    return this.#skipped || own;
  }

  /** What the outcome is of, in a sentence's middle. */
  get whose(): string {
    return this.#run.$record.get() ? 'the recorded run' : 'your network';
  }

  skip(): void {
    this.#skipped = true;
  }

  /** Hides the outcome until another run begins. */
  again(): void {
    this.#skipped = false;
    this.#hidden = this.#run.$record.get() ? null : this.#run.$config.get();
  }

  /** What pressing the button does next. */
  get next(): 'Train and see' | 'Train with a new seed' | 'Pause' | 'Resume' | 'Retry' {
    const transport = this.#run.$transport.get();
    if (transport.state === 'failed') return 'Retry';
    if (!this.shown || transport.state === 'recorded') return 'Train and see';
    if (isBusy(transport)) return 'Pause';
    return transport.state === 'done' ? 'Train with a new seed' : 'Resume';
  }

  /** Trains, so that the outcome comes: on where a run stands, with a new seed where its outcome has been seen. */
  see(): void {
    const run = this.#run;
    const next = this.next;
    if (next === 'Pause') return run.pause();
    if (next === 'Retry') return run.retry();
    const seen = !run.$record.get() && run.$config.get() === this.#hidden && run.$costs.get().length > 0;
    if (next === 'Train with a new seed' || (next === 'Train and see' && (seen || this.#fresh))) run.newSeed();
    this.#skipped = false;
    run.train();
  }
}

/**
 * The buttons `see`, `skip` and `again` of `host`, and the state of the training under them.
 * @param changed called when the outcome was shown or hidden
 * @param cleared called when the reader wants to guess again
 */
export function predictionKeys(
  host: HTMLElement,
  run: Run,
  prediction: Prediction,
  signal: AbortSignal,
  { changed, cleared }: { readonly changed: () => void; readonly cleared: () => void },
): void {
  const get = partsOf(host);
  const key = (name: string) => get<HTMLButtonElement>(`button[name=${name}]`);
  const draw = () => {
    const { shown } = prediction;
    const transport = run.$transport.get();
    host.toggleAttribute('data-seen', shown);
    key('see').textContent = prediction.next;
    key('skip').hidden = shown;
    key('again').hidden = !shown;
    const told = shown && (isUnderWay(transport) || transport.state === 'done') ? statusText(transport) : '';
    get('[data-training]').textContent = transport.loading ? `${loadingText(transport.loading)}.` : told;
    get('[role=alert]').textContent = transport.state === 'failed' ? transport.failure.message : '';
  };
  const redraw = () => {
    draw();
    changed();
  };
  onAny([run.$transport], signal, draw);
  const on = (name: string, action: () => void) => key(name).addEventListener('click', action, { signal });
  on('see', () => {
    prediction.see();
    redraw();
  });
  on('skip', () => {
    prediction.skip();
    redraw();
    key('again').focus();
  });
  on('again', () => {
    prediction.again();
    cleared();
    redraw();
    key('skip').focus();
  });
}
