// The lab's form as a RunConfig, and a RunConfig in the form. What the form cannot say stays as it was.
import { nameBoxes } from '../../kit/island/class-names.ts';
import { activationsOf, layersOf, specOf, type Layers } from '../../model/layers.ts';
import { checkSpec, isOwn, variantOf, type Activation, type DataName, type Init, type RunConfig } from '../../model/spec.ts';
import { VARIANTS, variantAt, type VariantKind } from '../../model/variants/index.ts';
import { fitLevel } from '../../kit/island/level.ts';
import { typedNumber } from '../../kit/island/number-boxes.ts';
import { layerList } from './element-layers.ts';
import { partsOf } from '../../kit/island/parts.ts';

export interface LabForm {
  /** Shows a config, but not in the box being typed in. */
  show(config: RunConfig): void;
  /** What the form says. Throws a sentence that names the first thing that is wrong. */
  read(): RunConfig;
}

/** Writes a number into a box, but not into the one being typed in. */
function put(box: HTMLInputElement, value: number): void {
  if (box !== document.activeElement) box.value = String(value);
}

/** @param changed called after a layer was added or removed */
export function labForm(form: HTMLFormElement, signal: AbortSignal, changed: () => void): LabForm {
  const get = partsOf(form);
  const input = (name: string) => get<HTMLInputElement>(`[name="${name}"]`);
  const select = (name: string) => get<HTMLSelectElement>(`select[name="${name}"]`);
  const digits = [...form.querySelectorAll<HTMLInputElement>('[name=digit]')];
  let shown: RunConfig | undefined;

  const layers = { encoder: layerList(form, 'encoder', signal, changed), decoder: layerList(form, 'decoder', signal, changed) };

  function readLayers(): Layers {
    const encoder = layers.encoder.read();
    const decoder = input('mirror').checked ? encoder.toReversed() : layers.decoder.read();
    return { encoder, code: typedNumber(input('code'), 'The size of the code'), decoder };
  }

  function readInit(name: 'weights' | 'biases'): Init {
    const kind = select(name).value as Init['kind'];
    return kind === 'normal' ? { kind, sigma: typedNumber(input(`${name}-sigma`), `σ of the ${name}`) } : { kind };
  }

  /** The data set chosen, or the reader's own images where the run shown is on those. */
  const chosenData = (): DataName => (select('data').value === 'own' && shown ? shown.data : (select('data').value as DataName));

  /** What belongs to a choice is there only with it. */
  function arrange(): void {
    nameBoxes(digits, chosenData());
    get('[data-decoder]').hidden = input('mirror').checked;
    get('[data-warmup]').hidden = select('schedule').value === 'constant';
    for (const name of ['weights', 'biases']) get(`[data-sigma=${name}]`).hidden = select(name).value !== 'normal';
    const { level } = VARIANTS[select('variant').value as VariantKind];
    get('[data-level]').hidden = !level;
    if (!level) return;
    fitLevel(input('level-slider'), get('[data-level-name]'), level);
    for (const end of ['min', 'max'] as const) input('level')[end] = input('level-slider')[end];
  }

  form.addEventListener(
    'input',
    ({ target }) => {
      const { level } = VARIANTS[select('variant').value as VariantKind];
      if (target === input('level-slider')) input('level').value = input('level-slider').value;
      if (target === input('level')) input('level-slider').value = input('level').value;
      arrange();
      if (target === select('variant') && level) {
        for (const name of ['level', 'level-slider']) input(name).value = String(level.start);
      }
      if (target === input('mirror') && !input('mirror').checked) layers.decoder.show(layers.encoder.typed().toReversed());
    },
    { signal },
  );

  return {
    show(config) {
      shown = config;
      const { train, spec } = config;
      const { encoder, code, decoder } = layersOf(spec);
      const { hidden, output } = activationsOf(spec);
      const variant = variantOf(spec);
      select('data').value = isOwn(config.data) ? 'own' : config.data;
      for (const box of digits) box.checked = config.digits.includes(Number(box.value));
      layers.encoder.show(encoder);
      layers.decoder.show(decoder);
      input('mirror').checked = decoder.toReversed().join() === encoder.join();
      put(input('code'), code);
      select('hidden').value = hidden;
      select('output').value = output;
      select('variant').value = variant.kind;
      arrange();
      for (const name of ['level', 'level-slider']) put(input(name), variant.level);
      put(input('rate'), train.learningRate);
      select('schedule').value = train.schedule.kind;
      put(input('warmup'), train.schedule.kind === 'constant' ? 50 : train.schedule.warmup);
      select('optimizer').value = train.adam.nesterov ? 'nadam' : 'adam';
      for (const name of ['beta1', 'beta2'] as const) put(input(name), train.adam[name]);
      put(input('batch'), train.batch);
      put(input('steps'), train.steps);
      put(input('seed'), config.seed);
      for (const name of ['weights', 'biases'] as const) {
        select(name).value = train[name].kind;
        if (train[name].kind === 'normal') put(input(`${name}-sigma`), train[name].sigma);
      }
      arrange();
    },

    read() {
      if (!shown) throw new Error('No run is open yet.');
      const chosen = digits.filter(({ checked }) => checked).map(({ value }) => Number(value));
      if (chosen.length === 0) throw new Error('Choose at least one digit.');
      const steps = typedNumber(input('steps'), 'The number of steps');
      const warmup = select('schedule').value === 'constant' ? undefined : typedNumber(input('warmup'), 'The warm-up');
      if (warmup !== undefined && warmup >= steps) throw new Error('The warm-up must be shorter than the run.');
      const kind = select('variant').value as VariantKind;
      const { level } = VARIANTS[kind];
      const variant = variantAt(kind, level ? typedNumber(input('level'), level.name) : 0);
      const made = specOf(readLayers(), select('hidden').value as Activation, select('output').value as Activation);
      const known = activationsOf(shown.spec);
      // A link may give every layer its own activation, for which the form has no place: they stay as long as nobody touches them.
      const kept = made.units.join() === shown.spec.units.join() && JSON.stringify(activationsOf(made)) === JSON.stringify(known);
      const spec = kept ? { ...made, activations: shown.spec.activations } : made;
      return {
        data: chosenData(),
        digits: chosen,
        spec: checkSpec({ ...spec, ...(kind !== 'plain' && { variant }) }),
        train: {
          ...shown.train,
          batch: typedNumber(input('batch'), 'The batch'),
          steps,
          learningRate: typedNumber(input('rate'), 'The learning rate'),
          schedule: warmup === undefined ? { kind: 'constant' } : { kind: 'cosine', warmup, steps },
          adam: {
            ...shown.train.adam,
            nesterov: select('optimizer').value === 'nadam',
            beta1: typedNumber(input('beta1'), 'β₁'),
            beta2: typedNumber(input('beta2'), 'β₂'),
          },
          weights: readInit('weights'),
          biases: readInit('biases'),
        },
        seed: typedNumber(input('seed'), 'The seed'),
      };
    },
  };
}
