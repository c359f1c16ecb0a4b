// The few settings an exercise offers, as a change to the run at hand.
import { activationsOf, layersOf, specOf } from '../../model/layers.ts';
import { LIMITS } from '../../model/link-text.ts';
import { MOST_PARAMETERS } from '../../model/run-link.ts';
import { checkSpec, parameterCount, withSteps, type RunConfig } from '../../model/spec.ts';
import { typedNumber } from '../../kit/island/number-boxes.ts';
import { countText } from '../../kit/words.ts';

const [FEWEST_UNITS, MOST_UNITS] = LIMITS.units;

/** Widths of hidden layers as typed, "500, 300"; none where nothing is typed. Throws a sentence. */
export function readLayers(typed: string): number[] {
  const parts = typed.trim() === '' ? [] : typed.trim().split(/[\s,;-]+/);
  const units = parts.map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : NaN));
  if (!units.every((count) => count >= FEWEST_UNITS && count <= MOST_UNITS))
    throw new Error(`Hidden layers are whole numbers from ${FEWEST_UNITS} to ${countText(MOST_UNITS)}, such as 64, 32.`);
  if (units.length > LIMITS.layers[1]) throw new Error(`At most ${LIMITS.layers[1]} hidden layers.`);
  return units;
}

/** The config with what the form says; what it does not offer stays as it is. Throws a sentence that names what is wrong. */
export function withKnobs(form: HTMLFormElement, config: RunConfig): RunConfig {
  const box = (name: string) => form.querySelector<HTMLInputElement>(`[name=${name}]`);
  const number = (name: string, what: string, fallback: number): number => {
    const input = box(name);
    return input ? typedNumber(input, what) : fallback;
  };
  const { hidden, output } = activationsOf(config.spec);
  const { variant } = config.spec;
  const layers = layersOf(config.spec);
  const typed = box('layers');
  const encoder = typed ? readLayers(typed.value) : layers.encoder;
  const decoder = typed ? encoder.toReversed() : layers.decoder;
  const code = number('code', 'The size of the code', layers.code);
  const spec = checkSpec({ ...specOf({ encoder, code, decoder }, hidden, output), ...(variant && { variant }) });
  if (parameterCount(spec) > MOST_PARAMETERS)
    throw new Error(`A network of more than ${countText(MOST_PARAMETERS)} parameters is too large for a browser.`);
  const steps = number('steps', 'The number of steps', config.train.steps);
  const learningRate = number('rate', 'The learning rate', config.train.learningRate);
  const train = { ...withSteps(config.train, steps), learningRate };
  const boxes = [...form.querySelectorAll<HTMLInputElement>('[name=digit]')];
  const digits = boxes.length > 0 ? boxes.filter(({ checked }) => checked).map(({ value }) => Number(value)) : config.digits;
  if (digits.length === 0) throw new Error('Choose at least one digit.');
  return { ...config, digits, spec, train };
}
