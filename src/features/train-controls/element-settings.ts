// The folded part of the transport: how the next run is trained and on what, the engine, and what the browser keeps.
import type { SetName } from '../../data/sets/index.ts';
import { secondsOf } from '../../model/pace.ts';
import { recipeOf, RECIPE_NAMES, RECIPES, type RecipeName } from '../../model/recipes.ts';
import { isOwn, type RunConfig } from '../../model/spec.ts';
import { onAny } from '../../kit/island/listen.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { setText } from '../../kit/island/set-text.ts';
import type { Run } from '../../runs/run.ts';
import { onRate, showRate } from './element-learning-rate.ts';
import { showTrials } from './element-machine.ts';
import { recipeText } from './words.ts';

const OWN = 'own';
/** The name of the option that stands for a config's recipe. */
const optionOf = (config: RunConfig) => recipeOf(config) ?? OWN;

/** Fills and hears what is folded in `host`, until `signal` aborts. Gives the recipe that is chosen there; undefined where none of the named ones is. */
export function followSettings(host: HTMLElement, run: Run, signal: AbortSignal): () => RecipeName | undefined {
  const get = partsOf(host);
  const toggle = get('[name=settings]');
  toggle.addEventListener(
    'click',
    () => {
      const opens = toggle.getAttribute('aria-expanded') === 'false';
      toggle.setAttribute('aria-expanded', String(opens));
      get('.transport-settings').hidden = !opens;
    },
    { signal },
  );
  onAny([run.$engine], signal, () => showTrials(get('.machine'), run.$engine.get()?.trials ?? []));
  const forget = host.querySelector<HTMLButtonElement>('[name=forget]');
  if (forget) {
    onAny([run.$persisted], signal, () => (forget.disabled = run.$persisted.get() !== 'run'));
    forget.addEventListener('click', run.forget, { signal });
  }
  if (host.querySelector('.transport-fields')) return followFields(host, run, signal);
  return () => undefined;
}

/** The same for what the next run is made of. */
function followFields(host: HTMLElement, run: Run, signal: AbortSignal): () => RecipeName | undefined {
  const get = partsOf(host);
  const [recipe, data] = [get<HTMLSelectElement>('[name=recipe]'), get<HTMLSelectElement>('[name=data]')];
  const rate = { slider: get<HTMLInputElement>('[name=rate-slider]'), box: get<HTMLInputElement>('[name=rate]') };

  const draw = () => {
    const config = run.$config.get();
    if (!config) return; // the build's own texts stay until there is something to say
    recipe.value = (run.$record.get() && host.getAttribute('recipe')) || optionOf(config);
    data.value = isOwn(config.data) ? OWN : config.data;
    get('[data-choice]').hidden = run.name !== 'digits' && !isOwn(config.data);
    const pace = run.$pace.get();
    for (const option of recipe.options) {
      const name = RECIPE_NAMES.find((each) => each === option.value);
      if (name) setText(option, recipeText(name, pace ? secondsOf({ ...config, train: RECIPES[name] }, pace) : undefined));
    }
  };
  onAny([run.$config, run.$record, run.$pace], signal, draw);
  onAny([run.$transport], signal, () => run.$config.get() && showRate(rate, run.$transport.get().rate));

  const on = (part: HTMLElement, type: string, action: () => void) => part.addEventListener(type, action, { signal });
  on(get('[name=seed]'), 'click', run.newSeed);
  on(data, 'change', () => run.switchData(data.value as SetName));
  on(recipe, 'change', () => run.chooseRecipe(recipe.value as RecipeName));
  onRate(rate, signal, run.setLearningRate);
  return () => RECIPE_NAMES.find((name) => name === recipe.value);
}
