// The transport: buttons and settings go to the run as commands, the run's state comes back as text.
import type { SetName } from '../../data/sets/index.ts';
import { isOwn, type RunConfig } from '../../model/spec.ts';
import { recipeOf, type RecipeName } from '../../model/recipes.ts';
import { isBusy, isUnderWay, type Failure, type Loading } from '../../runs/transport.ts';
import { awake } from '../../kit/island/awake.ts';
import { onAny } from '../../kit/island/listen.ts';
import { following } from './following.ts';
import { showTrials } from './element-machine.ts';
import { onRate, showRate } from './element-learning-rate.ts';
import { loadingText, transportTexts } from '../../kit/island/transport-text.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { LastingElement } from '../../kit/island/run-element.ts';

/** Milliseconds between two spoken reports of the same state. */
const CALM = 5_000;
/** The name of the option that stands for a config's recipe. */
const ownRecipe = (config: RunConfig) => recipeOf(config) ?? 'own';
const RETRY = { open: 'Retry', train: 'Retry', restore: 'Go back to the last good state' } as const;

/** Listens from the moment it first comes into view, or another part of the page begins its run. */
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
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && listen());
    seen.observe(this);
    signal.addEventListener('abort', () => seen.disconnect());
    // Of all stores, this one can be listened to without opening the run. It is null until something trains.
    onAny([run.$engine], signal, () => run.$engine.get() && listen());
  }

  #listen(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const [bar, recipe, data] = [get('.transport'), get<HTMLSelectElement>('[name=recipe]'), get<HTMLSelectElement>('[name=data]')];
    const rate = { slider: get<HTMLInputElement>('[name=rate-slider]'), box: get<HTMLInputElement>('[name=rate]') };
    const outputs = [...this.querySelectorAll<HTMLElement>('[data-out]')];
    // A run kept from an earlier visit does not follow the reader before it goes on.
    const trained = () => isBusy(run.$transport.get()) || run.$engine.get() !== null;
    const follow = following(this, bar, () => isUnderWay(run.$transport.get()) && trained(), signal);
    let spoken = { state: '', at: -Infinity };
    /** Set by the reader, for the run at hand only. */
    let chosenRate: number | undefined;

    const say = (sentence: string) => {
      const status = get('[role=status]');
      if (sentence !== status.textContent) status.textContent = sentence;
    };
    const draw = () => {
      const transport = run.$transport.get();
      bar.dataset['phase'] = transport.state;
      showLoading(transport.loading);
      showFailure(transport.state === 'failed' ? transport.failure : null);
      const config = run.$config.get();
      if (!config) return; // the build's own texts stay until there is something to say
      const [engine, recoveryNotice, persisted] = [run.$engine.get(), run.$recoveryNotice.get(), run.$persisted.get()];
      const texts = transportTexts({ transport, config, engine, recoveryNotice, persisted });
      for (const output of outputs) {
        const text = texts[output.dataset['out'] as keyof typeof texts];
        if (output.textContent !== text) output.textContent = text;
      }
      bar.style.setProperty('--done', String(transport.progress.step / transport.steps));
      const now = performance.now();
      if (transport.state !== spoken.state || now - spoken.at >= CALM) {
        spoken = { state: transport.state, at: now };
        say(texts.status);
      }
      follow();
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

    /** A recorded run cannot be trained on: the first press begins a new run by the recipe that is shown. */
    const prepare = () => {
      const config = run.$config.get();
      if (!run.$record.get() || !config || recipe.value === ownRecipe(config)) return;
      run.chooseRecipe(recipe.value as RecipeName);
    };
    /** A rate chosen before the first step: only a run that has begun can take it. */
    const begin = (go: () => void) => {
      prepare();
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
