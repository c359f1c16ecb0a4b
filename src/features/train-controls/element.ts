// The transport: buttons go to the run as commands, the run's state comes back as text.
import { secondsOf } from '../../model/pace.ts';
import { recipeOf, RECIPES, type RecipeName } from '../../model/recipes.ts';
import { isBusy, type Transport } from '../../runs/transport.ts';
import { awake } from '../../kit/island/awake.ts';
import { followView } from '../../kit/island/in-view.ts';
import { onAny } from '../../kit/island/listen.ts';
import { BUTTON, loadingText, lowerText, statusText, transportTexts, type Circumstances } from '../../kit/island/transport-text.ts';
import { countText } from '../../kit/words.ts';
import { setText } from '../../kit/island/set-text.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { LastingElement } from '../../kit/island/run-element.ts';
import { followSettings } from './element-settings.ts';

/** Milliseconds between two spoken reports of the same state. */
const CALM = 5_000;

/** Listens from the moment it is first within a screen of the viewport, or another part of the page begins its run. */
export class TrainControls extends LastingElement {
  protected start(signal: AbortSignal): void {
    const { run } = this;
    let listening = false;
    const listen = () => {
      if (listening) return;
      listening = true;
      this.#listen(signal);
      awake(this);
    };
    followView(this, signal, (near) => near && listen(), '100% 0px');
    // Of all stores, this one can be listened to without opening the run. It is null until something trains.
    onAny([run.$engine], signal, () => run.$engine.get() && listen());
  }

  #listen(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const asked = (this.getAttribute('recipe') as RecipeName | null) ?? undefined;
    const recipe = followSettings(this, run, signal);
    const bar = get('.transport');
    const outputs = [...this.querySelectorAll<HTMLElement>('[data-out]')];
    let spoken = { state: '', at: -Infinity };

    const circumstances = (transport: Transport): Circumstances => {
      const [config, pace] = [run.$config.get(), run.$pace.get()];
      const chosen = transport.state === 'recorded' ? recipe() : undefined;
      const own = config && chosen ? { ...config, train: RECIPES[chosen] } : config;
      const next = run.$proposed.get() ?? own;
      return { seconds: next && pace ? secondsOf(next, pace) : undefined, hasGhost: run.$ghost.get() !== null };
    };
    const draw = () => {
      const transport = run.$transport.get();
      const { state, progress, steps } = transport;
      bar.dataset['phase'] = state;
      showLine(transport);
      const config = run.$config.get();
      if (!config) return answerUnopened(transport);
      const [engine, recoveryNotice, persisted] = [run.$engine.get(), run.$recoveryNotice.get(), run.$persisted.get()];
      const texts = transportTexts({
        transport,
        config,
        engine,
        recoveryNotice,
        persisted,
        circumstances: circumstances(transport),
      });
      for (const output of outputs) setText(output, texts[output.dataset['out'] as keyof typeof texts]);
      bar.style.setProperty('--done', String(state === 'recorded' ? 0 : progress.step / steps));
      const [now, doing] = [performance.now(), transport.pausing ? 'pausing' : state];
      if (doing !== spoken.state || now - spoken.at >= CALM) {
        spoken = { state: doing, at: now };
        setText(get('[role=status]'), texts.status);
      }
    };
    const built = get('.says > p').textContent;
    /** The build's own texts stay until the run has opened, but a press is answered. */
    const answerUnopened = (transport: Transport) => {
      const busy = isBusy(transport);
      setText(get('[name=train]'), BUTTON[transport.state]);
      for (const place of ['.says > p', '[role=status]']) setText(get(place), busy ? statusText(transport) : built);
    };
    /** The line under the row: a failure, what is being fetched, or what the run does. */
    const showLine = (transport: Transport) => {
      const { loading, lost, pausing } = transport;
      const failure = transport.state === 'failed' ? transport.failure : null;
      setText(get('[role=alert]'), failure?.message ?? '');
      const retry = get<HTMLButtonElement>('[name=retry]');
      retry.hidden = failure === null;
      if (failure) setText(retry, failure.retry === 'restore' ? lowerText(transport) : 'Retry');
      get('.loading').hidden = loading === null || failure !== null || pausing;
      if (loading) {
        setText(get('.loading > span'), loadingText(loading));
        get<HTMLProgressElement>('progress').value = loading.fraction;
      }
      get('.says').hidden = failure !== null || !get('.loading').hidden;
      get('[name=lower]').hidden = lost === undefined || pausing;
      const [undo, aside] = [get('[name=undo]'), run.$aside.get()];
      undo.hidden = aside === null || isBusy(transport);
      if (aside) setText(undo, `Back to ${transport.state === 'recorded' ? 'your run, ' : ''}step ${countText(aside.snapshot.step)}`);
    };
    onAny(
      [run.$transport, run.$engine, run.$recoveryNotice, run.$persisted, run.$pace, run.$ghost, run.$aside, run.$proposed],
      signal,
      draw,
    );

    // By the time the reader has read what the button says, its engine is known.
    run.prepare(asked);

    /** A recorded run cannot be trained on: the first press begins a new run by the recipe that is shown. */
    const begin = (go: () => void) => {
      const [config, chosen] = [run.$config.get(), recipe()];
      if (run.$transport.get().state === 'recorded' && config && chosen && chosen !== recipeOf(config)) {
        // Chosen before the first step, a rate is meant for the run that begins.
        const rate = run.$byHand.get() ? run.$transport.get().rate : undefined;
        run.chooseRecipe(chosen);
        if (rate !== undefined) run.setLearningRate(rate);
      }
      go();
    };
    const on = (name: string, action: () => void) => get(`[name=${name}]`).addEventListener('click', action, { signal });
    on('train', () => {
      const transport = run.$transport.get();
      if (isBusy(transport) || transport.state === 'failed') return run.press();
      if (transport.state === 'done') run.reset();
      begin(run.train);
    });
    on('step', () => {
      if (!isBusy(run.$transport.get())) begin(run.step);
    });
    on('reset', run.reset);
    /** A button that goes away leaves the focus to the one that goes on from there. */
    const andTrain = (act: () => void) => () => {
      act();
      get('[name=train]').focus();
    };
    on('undo', andTrain(run.takeUp));
    on('lower', andTrain(run.restore));
    on('retry', andTrain(run.retry));
  }
}
