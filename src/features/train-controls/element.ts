// The transport: buttons and settings go to the run as commands, the run's state comes back as text.
import type { SetName } from '../../data/sets/index.ts';
import { isOwn, type RunConfig } from '../../model/spec.ts';
import { recipeOf, type RecipeName } from '../../model/recipes.ts';
import { isBusy, type Failure, type Loading } from '../../runs/transport.ts';
import { awake } from '../../kit/island/awake.ts';
import { followView } from '../../kit/island/in-view.ts';
import { onAny } from '../../kit/island/listen.ts';
import { showTrials } from './element-machine.ts';
import { onRate, showRate } from './element-learning-rate.ts';
import { loadingText, transportTexts } from '../../kit/island/transport-text.ts';
import { countText } from '../../kit/words.ts';
import { setText } from '../../kit/island/set-text.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { LastingElement } from '../../kit/island/run-element.ts';

/** Milliseconds between two spoken reports of the same state. */
const CALM = 5_000;
/** The name of the option that stands for a config's recipe. */
const ownRecipe = (config: RunConfig) => recipeOf(config) ?? 'own';
const RETRY = { open: 'Retry', train: 'Retry', restore: 'Go back to the last good state' } as const;

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
    const [bar, recipe, data] = [get('.transport'), get<HTMLSelectElement>('[name=recipe]'), get<HTMLSelectElement>('[name=data]')];
    const rate = { slider: get<HTMLInputElement>('[name=rate-slider]'), box: get<HTMLInputElement>('[name=rate]') };
    const outputs = [...this.querySelectorAll<HTMLElement>('[data-out]')];
    let spoken = { state: '', at: -Infinity };
    /** Set by the reader, for the run at hand only. */
    let chosenRate: number | undefined;

    const draw = () => {
      const transport = run.$transport.get();
      bar.dataset['phase'] = transport.state;
      showLoading(transport.loading);
      showFailure(transport.state === 'failed' ? transport.failure : null);
      const config = run.$config.get();
      if (!config) return; // the build's own texts stay until there is something to say
      const [engine, recoveryNotice, persisted] = [run.$engine.get(), run.$recoveryNotice.get(), run.$persisted.get()];
      const texts = transportTexts({ transport, config, engine, recoveryNotice, persisted });
      for (const output of outputs) setText(output, texts[output.dataset['out'] as keyof typeof texts]);
      bar.style.setProperty('--done', String(transport.progress.step / transport.steps));
      const now = performance.now();
      if (transport.state !== spoken.state || now - spoken.at >= CALM) {
        spoken = { state: transport.state, at: now };
        setText(get('[role=status]'), texts.status);
      }
    };
    const settings = () => {
      const config = run.$config.get();
      if (!config) return;
      showRate(rate, chosenRate ?? config.train.learningRate);
      recipe.value = (run.$record.get() && this.getAttribute('recipe')) || ownRecipe(config);
      data.value = isOwn(config.data) ? 'own' : config.data;
      get('[data-choice]').hidden = run.name !== 'digits' && !isOwn(config.data);
    };
    const showLoading = (loading: Loading | null) => {
      get('.loading').hidden = loading === null;
      if (!loading) return;
      get('.loading > span').textContent = loadingText(loading);
      get<HTMLProgressElement>('progress').value = loading.fraction;
    };
    const showFailure = (failure: Failure | null) => {
      get('[role=alert]').textContent = failure?.message ?? '';
      const button = get<HTMLButtonElement>('[name=retry]');
      button.hidden = failure === null;
      if (failure) button.textContent = RETRY[failure.retry];
    };
    onAny([run.$transport, run.$engine, run.$recoveryNotice, run.$persisted], signal, draw);
    onAny([run.$config, run.$record], signal, settings);
    onAny([run.$engine], signal, () => showTrials(get('.machine'), run.$engine.get()?.trials ?? []));

    // By the time the reader has read what the button says, its engine is known.
    run.prepare((this.getAttribute('recipe') as RecipeName | null) ?? undefined);

    /** A recorded run cannot be trained on: the first press begins a new run by the recipe that is shown. */
    const useRecipe = () => {
      const config = run.$config.get();
      if (!run.$record.get() || !config || recipe.value === ownRecipe(config)) return;
      run.chooseRecipe(recipe.value as RecipeName);
    };
    /** A rate chosen before the first step: only a run that has begun can take it. */
    const begin = (go: () => void) => {
      useRecipe();
      go();
      if (chosenRate !== undefined) run.setLearningRate(chosenRate);
    };
    const anew = (start: () => void) => () => {
      chosenRate = undefined;
      start();
    };
    const on = (name: string, type: string, action: () => void) => get(`[name=${name}]`).addEventListener(type, action, { signal });
    on('train', 'click', () => {
      const transport = run.$transport.get();
      if (isBusy(transport) || transport.state === 'failed') return run.press();
      if (transport.state === 'done') anew(run.reset)();
      begin(run.train);
    });
    on('step', 'click', () => {
      if (run.$transport.get().state !== 'training') begin(run.step);
    });
    const forget = this.querySelector<HTMLButtonElement>('[name=forget]');
    if (forget) {
      onAny([run.$persisted], signal, () => (forget.disabled = run.$persisted.get() !== 'run'));
      on('forget', 'click', anew(run.forget));
    }
    if (this.querySelector('[name=undo]')) {
      onAny([run.$aside], signal, () => {
        const aside = run.$aside.get();
        get('[data-aside]').hidden = aside === null;
        if (aside) get('[data-aside] > span').textContent = `Your run before waits at step ${countText(aside.snapshot.step)}.`;
      });
      on('undo', 'click', anew(run.takeUp));
    }
    on('reset', 'click', anew(run.reset));
    on('seed', 'click', anew(run.newSeed));
    on(
      'data',
      'change',
      anew(() => run.switchData(data.value as SetName)),
    );
    on(
      'recipe',
      'change',
      anew(() => run.chooseRecipe(recipe.value as RecipeName)),
    );
    on('retry', 'click', () => {
      run.retry();
      get('[name=train]').focus();
    });
    onRate(rate, signal, (value) => run.setLearningRate((chosenRate = value)));
  }
}
