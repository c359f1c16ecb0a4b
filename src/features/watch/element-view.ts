// The watch view, open: one run in all its figures, over the page, which meanwhile rests.
import { actionOf, hearKey, keyHeard, typing } from './element-keys.ts';
import type { FactName } from './words.ts';
import { costText, countText, engineText, NOTHING, timeText } from '../../kit/words.ts';
import { coverPage } from '../../kit/island/in-view.ts';
import { onAny } from '../../kit/island/listen.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { followStrip } from '../../kit/island/run-strip.ts';
import { setText } from '../../kit/island/set-text.ts';
import { dataText } from '../../model/run-data.ts';
import { recipeOf } from '../../model/recipes.ts';
import type { Run } from '../../runs/registry.ts';
import { isUnderWay } from '../../runs/transport.ts';
import { CostChartElement } from '../cost-chart/element.ts';
import { LatentSpaceElement } from '../latent-space/element.ts';
import { ManifoldElement } from '../manifold/element.ts';
import { ReconstructionElement } from '../reconstruction/element.ts';
import { TimelineElement } from '../timeline/element.ts';

const FIGURES: Readonly<Record<string, CustomElementConstructor>> = {
  'latent-space': LatentSpaceElement,
  'cost-chart': CostChartElement,
  'digit-reconstruction': ReconstructionElement,
  'digit-manifold': ManifoldElement,
  'run-timeline': TimelineElement,
};

/** Opens the view of a run in `dialog`; it removes itself when it closes. */
export function openView(dialog: HTMLDialogElement, run: Run): void {
  const life = new AbortController();
  const { signal } = life;
  for (const [tag, figure] of Object.entries(FIGURES)) {
    // A page that has the tag itself defines it when the reader comes near; whoever is first, it is the same.
    if (!customElements.get(tag)) customElements.define(tag, figure);
    dialog.querySelector(tag)!.setAttribute('run', run.name);
  }
  document.body.append(dialog);
  dialog.showModal();
  dialog.focus();
  coverPage(dialog);
  followStrip(dialog, run, signal);
  followFacts(dialog, run, signal);
  followKeys(dialog, run, signal);
  tools(dialog, run, signal);
  dialog.addEventListener('close', () => {
    life.abort();
    coverPage(null);
    if ('fullscreenElement' in document && document.fullscreenElement === dialog) void document.exitFullscreen();
    dialog.remove();
  });
}

function followFacts(dialog: HTMLElement, run: Run, signal: AbortSignal): void {
  const get = partsOf(dialog);
  const say = (name: FactName, text: string) => setText(get(`[data-fact=${name}]`), text);
  onAny([run.$transport, run.$config, run.$engine, run.$baselines], signal, () => {
    const [transport, config, engine] = [run.$transport.get(), run.$config.get(), run.$engine.get()];
    const { testCost, progress } = transport;
    const moving = isUnderWay(transport) && progress.stepsPerSecond > 0;
    const number = (value: number | undefined) => (value === undefined ? NOTHING : costText(value));
    say('data', config ? dataText(config.data, config.digits) : NOTHING);
    say('network', config ? config.spec.units.join('\u2013') : NOTHING);
    say('recipe', config ? (recipeOf(config) ?? 'your own') : NOTHING);
    say('seed', config ? String(config.seed) : NOTHING);
    say('test', number(testCost));
    say('pca', number(run.$baselines.get()?.pca2));
    say('speed', moving ? countText(progress.stepsPerSecond) : NOTHING);
    say('left', moving ? timeText(progress.secondsLeft) : NOTHING);
    const trial = engine?.trials.find(({ verdict }) => verdict === 'chosen');
    say('engine', trial ? engineText(trial) : (engine?.engine ?? NOTHING));
  });
}

function followKeys(dialog: HTMLElement, run: Run, signal: AbortSignal): void {
  const get = partsOf(dialog);
  dialog.addEventListener(
    'keydown',
    (event) => {
      if (typing(event)) return;
      const action = actionOf(event, run);
      if (action === undefined) return;
      event.preventDefault();
      if (typeof action === 'string') get(`[name=${action}]`).click();
      else action();
    },
    { signal },
  );
  const w = get<HTMLInputElement>('[name=w]');
  w.checked = keyHeard();
  w.addEventListener('change', () => hearKey(w.checked), { signal });
}

function tools(dialog: HTMLDialogElement, run: Run, signal: AbortSignal): void {
  const get = partsOf(dialog);
  // After a press of the pointer Space is for the run again, not for the button that happens to have been pressed last.
  dialog.addEventListener('click', ({ detail, target }) => {
    if (detail > 0 && dialog.open && target instanceof Element && target.closest('button')) dialog.focus();
  });
  const on = (name: string, act: () => void) => get(`[name=${name}]`).addEventListener('click', act, { signal });
  on('reset', run.reset);
  on('close', () => dialog.close());
  /** A button that is on or off, and what it switches. */
  const switches = (button: Element, change: (pressed: boolean) => void) =>
    button.addEventListener(
      'click',
      () => {
        const pressed = button.getAttribute('aria-pressed') !== 'true';
        button.setAttribute('aria-pressed', String(pressed));
        change(pressed);
      },
      { signal },
    );
  const toggle = (name: string, change: (pressed: boolean) => void) => switches(get(`[name=${name}]`), change);
  toggle('larger', (pressed) => dialog.toggleAttribute('data-larger', pressed));
  toggle('bare', (pressed) => dialog.toggleAttribute('data-bare', pressed));
  toggle('keys', (pressed) => (get('.watch-keys').hidden = !pressed));
  toggle('contrast', (pressed) => document.documentElement.toggleAttribute('data-contrast', pressed));
  signal.addEventListener('abort', () => document.documentElement.removeAttribute('data-contrast'));
  // iPhones have none.
  const full = 'fullscreenEnabled' in document && document.fullscreenEnabled;
  get('[name=full]').hidden = !full;
  on('full', () => full && void (document.fullscreenElement ? document.exitFullscreen() : dialog.requestFullscreen()));
  // A panel fills the whole view while it is large.
  for (const button of dialog.querySelectorAll('[name=enlarge]'))
    switches(button, (pressed) => {
      button.closest('.watch-panel')!.toggleAttribute('data-large', pressed);
      get('.watch-stage').toggleAttribute('data-one', pressed);
    });
}
