// The race, live: asks the worker for one engine after the other, and lets the reader train on any that is right.
import { engineText } from '../../kit/words.ts';
import { errorMessage } from '../../model/error-message.ts';
import { askedEngine, askForEngine } from '../../runs/asked-engine.ts';
import { isBusy, type Transport } from '../../runs/transport.ts';
import { awake } from '../../kit/island/awake.ts';
import { onState } from '../../kit/island/listen.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { askOnce } from '../../kit/island/questions.ts';
import { LastingElement } from '../../kit/island/run-element.ts';
import { voice } from '../../kit/island/voice.ts';
import { mountRace } from './figure.ts';
import { ENTRANTS, lineText, progressText, ranking, resultText, waiting, type RaceRow } from './words.ts';

/** Why what the run does ends a race, in a sentence; undefined where it does not. */
function interruption(transport: Transport): string | undefined {
  if (isBusy(transport)) return 'The race ended, for a network trains.';
  if (transport.state === 'opening') return 'The race ended, for the run was opened anew.';
  return transport.state === 'failed' ? `The race ended. ${transport.failure.message}` : undefined;
}

/** Goes on while the reader looks at something else: it lasts as long as the page. */
export class EngineRaceElement extends LastingElement {
  #rows: readonly RaceRow[] = [];
  /** Ends the race that goes on, with an error whose message is said. */
  #race: AbortController | undefined;

  protected start(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const [button, copying] = [get<HTMLButtonElement>('[name=race]'), get<HTMLButtonElement>('[name=copy]')];
    const spoken = voice(this, signal);
    const say = (sentence: string) => {
      spoken.say(sentence);
      spoken.acted();
    };
    let figure: ReturnType<typeof mountRace> | undefined;

    /** Whether the address asks for this row's engine. */
    const isChosen = ({ name, threads }: RaceRow) => {
      const asked = askedEngine();
      return asked?.engine === name && (asked.threads === threads || !severalOf(name));
    };
    const severalOf = (name: string) => this.#rows.filter((row) => row.name === name).length > 1;
    const draw = () => {
      button.textContent = this.#race ? 'Stop' : 'Race the engines';
      copying.disabled = this.#race !== undefined || ranking(this.#rows).length === 0;
      if (this.#rows.length === 0) return;
      if (!figure) {
        const body = get('.fig-body');
        body.replaceChildren();
        figure = mountRace(body, { width: Math.round(body.getBoundingClientRect().width), onChoose: choose });
      }
      figure.update({ rows: this.#rows.map((row) => ({ ...row, chosen: isChosen(row) })) });
    };
    const set = (at: number, part: Partial<RaceRow>) => {
      this.#rows = this.#rows.map((row, k) => (k === at ? { ...row, ...part } : row));
      draw();
    };

    const end = (sentence: string) => this.#race?.abort(new Error(sentence));
    const race = async (ended: AbortSignal) => {
      const paused = isBusy(run.$transport.get());
      if (paused) {
        say('The training pauses first.');
        run.pause();
      }
      await stands(ended);
      onState(run, ended, () => {
        const sentence = interruption(run.$transport.get());
        if (sentence) end(sentence);
      });
      ended.throwIfAborted();
      this.#rows = ENTRANTS.map(waiting);
      for (const [k, entrant] of ENTRANTS.entries()) {
        set(k, { state: 'running' });
        say(progressText(this.#rows));
        const { trial, inSoftware } = await askOnce(run, { kind: 'engine-race:trial', which: 'network', entrant }, { signal: ended });
        const { verdict, msPerStep, why } = trial;
        set(k, { state: verdict === 'chosen' ? 'right' : verdict, msPerStep, why, inSoftware });
      }
      say(`${resultText(this.#rows)}${paused ? ' Your run waits; Resume goes on with it.' : ''}`);
    };
    /** Resolves once the run has opened and does not train. */
    const stands = (ended: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        ended.addEventListener('abort', () => reject(ended.reason as Error), { once: true });
        onState(run, ended, (state) => state !== 'opening' && !isBusy(run.$transport.get()) && resolve());
      });
    const begin = async () => {
      const control = new AbortController();
      this.#race = control;
      draw();
      try {
        await race(control.signal);
      } catch (error) {
        say(errorMessage(error));
        this.#rows = this.#rows.map((row) => (row.state === 'running' ? { ...row, state: 'waiting' } : row));
      }
      this.#race = undefined;
      // The run's state is no longer listened to.
      control.abort();
      draw();
    };

    const choose = (at: number) => {
      const row = this.#rows[at]!;
      const { name, threads } = row;
      if (isChosen(row)) {
        askForEngine(undefined);
        say('The page chooses the engine itself again.');
        return draw();
      }
      askForEngine({ engine: name, ...(severalOf(name) && { threads }) });
      draw();
      const sentence = `The run goes to ${engineText(row)}, once it has passed its test again; the address of this page now asks for it.`;
      if (this.#race) end(sentence);
      else say(sentence);
      if (run.$transport.get().state === 'done') run.reset();
      run.train();
    };
    const copy = async () => {
      const line = lineText(this.#rows, navigator.userAgent);
      try {
        await navigator.clipboard.writeText(line);
        say('Copied one line of text.');
      } catch {
        say(line);
        getSelection()?.selectAllChildren(get('[data-says]'));
      }
    };

    const on = (target: HTMLElement, act: () => void) => target.addEventListener('click', act, { signal });
    on(button, () => {
      if (this.#race) end('The race was stopped; what was measured stays.');
      else void begin();
    });
    on(copying, () => void copy());
    signal.addEventListener('abort', () => end('The race ended.'));
    awake(this);
  }
}
