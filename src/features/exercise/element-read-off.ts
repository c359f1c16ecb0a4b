// Reading off: what the reader typed is compared with the key, which follows the reader's own run where the figures do.
import { tested } from '../../kit/draw/cost-curve.ts';
import type { Baselines, CostPoint } from '../../model/cost.ts';
import { mapWidth, pcaSaves, stepBelow } from '../../kit/draw/run-numbers.ts';
import type { Run } from '../../runs/run.ts';
import { verdictOn, verdictText } from './typed-number.ts';
import { onAny } from '../../kit/island/listen.ts';
import { followCodes } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';
import { numberText } from '../../kit/words.ts';
import { partsOf } from '../../kit/island/parts.ts';

/** What the page knows of the run it shows. */
interface Known {
  readonly costs: readonly CostPoint[];
  readonly baselines: Baselines | null;
  readonly codes: Float32Array | undefined;
}

/** Keys of the page's run that can be computed again from the reader's own, by what stands after `runs.digits.`. */
const OWN: Readonly<Record<string, (known: Known) => number | undefined>> = {
  testCost: ({ costs }) => tested(costs).at(-1)?.testCost,
  stepBelowMean: ({ costs, baselines }) => (baselines ? stepBelow(costs, baselines.mean) : undefined),
  pcaSaves: ({ baselines }) => (baselines ? pcaSaves(baselines) : undefined),
  mapWidth: ({ codes }) => codes && mapWidth(codes),
};
const PAGE_RUN = 'runs.digits.';

export function checkReading(host: HTMLElement, run: Run, signal: AbortSignal): void {
  const { of = '', key = '', tolerance = '0', digits, unit = '' } = host.dataset;
  const get = partsOf(host);
  const input = get<HTMLInputElement>('[name=answer]');
  const spoken = voice(host, signal);
  const name = of.startsWith(PAGE_RUN) ? of.slice(PAGE_RUN.length) : undefined;
  const own = name === undefined ? undefined : OWN[name];
  let codes: Float32Array | undefined;
  /** The last answer that was checked. */
  let typed: string | undefined;

  const format = (value: number) => numberText(value, digits === undefined ? undefined : Number(digits)) + unit;
  /** Whether the figures show a network of the reader's own. */
  const ofReader = () => name !== undefined && run.$config.get() !== null && run.$record.get() === null;
  const keyNow = (): number | undefined => {
    if (!ofReader()) return Number(key);
    return own ? own({ costs: run.$costs.get(), baselines: run.$baselines.get(), codes }) : Number(key);
  };
  const draw = () => {
    const value = keyNow();
    get('[data-shown]').textContent = value === undefined ? 'Not there yet' : format(value);
    const whose = !ofReader() ? '' : own ? 'in your own run' : 'in the recorded run, which you have replaced by your own';
    get('[data-whose]').textContent = whose;
    if (typed === undefined) return;
    if (value === undefined) return spoken.say('Your run has not come to this number yet.');
    const words = verdictText(verdictOn(typed, value, Number(tolerance)), format(value));
    spoken.say(ofReader() && !own ? `${words} The figures now show your own run; the question is about the recorded one.` : words);
  };
  const check = (event: Event) => {
    event.preventDefault();
    typed = input.value;
    draw();
    spoken.acted();
  };
  get('[data-form]').addEventListener('submit', check, { signal });
  if (name !== undefined) onAny([run.$config, run.$record, ...(own ? [run.$costs, run.$baselines] : [])], signal, draw);
  if (name === 'mapWidth') {
    followCodes(run, 'network', signal, (next) => {
      codes = next;
      draw();
    });
  }
}
