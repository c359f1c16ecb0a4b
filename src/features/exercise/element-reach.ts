// Reaching a target: a run of the reader's own is judged at every test cost, and what came of it is said in words.
import { tested } from '../../kit/draw/cost-curve.ts';
import { neighbourAgreement } from '../../kit/draw/reading.ts';
import { mixedAt, offNormal } from '../../kit/draw/run-numbers.ts';
import { errorMessage } from '../../model/error-message.ts';
import { codeSize, parameterCount, type RunConfig } from '../../model/spec.ts';
import type { Run } from '../../runs/run.ts';
import { isBusy, isUnderWay } from '../../runs/transport.ts';
import { limitsText, meets, ofRun, parseGoal, valuesText, type Levels, type Values } from './goal.ts';
import { withKnobs } from './element-knobs.ts';
import { onAny } from '../../kit/island/listen.ts';
import { followCodes } from '../../kit/island/questions.ts';
import { loadingText, statusText } from '../../kit/island/transport-text.ts';
import { voice } from '../../kit/island/voice.ts';

const same = (a: RunConfig, b: RunConfig) => JSON.stringify(a) === JSON.stringify(b);

export function followGoal(host: HTMLElement, run: Run, signal: AbortSignal): void {
  const goal = parseGoal(host.dataset['reach']!);
  const asks = (...names: string[]) => goal.some(({ quantity }) => names.includes(quantity));
  const form = host.querySelector<HTMLFormElement>('[data-form]');
  const spoken = voice(host, signal);
  /** How the target was reached, once it was. */
  let reached: string | undefined;
  let codes: Float32Array | undefined;
  let wrong = '';

  const levels = (): Levels => ({ ...run.$baselines.get(), ...(run.$attempt.get() && { encoder: run.$attempt.get()!.encoder }) });

  /** Everything the run can be judged by, oldest first; the last is what it is now. */
  function candidates(): Values[] {
    const config = run.$config.get();
    const attempt = run.$attempt.get();
    const byHand: Values = attempt ? { error: attempt.error } : {};
    const labels = run.$labels.get();
    const fitting = codes !== undefined && codes.length === 2 * labels.length;
    const point = run.$point.get();
    if (!ofRun(goal)) return [{ ...byHand, ...run.$rates.get(), ...(point && fitting && { mixed: mixedAt(codes!, labels, point) }) }];
    if (!config || run.$record.get()) return [];
    const network = { parameters: parameterCount(config.spec), code: codeSize(config.spec) };
    const tests = tested(run.$costs.get());
    if (!asks('neighbourAgreement', 'offNormal')) return tests.map((test) => ({ ...byHand, ...network, ...test }));
    // Codes are known of the present only.
    const now = { ...network, ...tests.at(-1), step: run.$transport.get().progress.step };
    return fitting && tests.length > 0
      ? [{ ...now, neighbourAgreement: neighbourAgreement(codes!, labels), offNormal: offNormal(codes!) }]
      : [];
  }

  /** What the button does: the label is its verb. */
  function verb(): 'Train' | 'Pause' | 'Resume' | 'Retry' {
    const transport = run.$transport.get();
    if (transport.state === 'failed') return 'Retry';
    if (isBusy(transport)) return 'Pause';
    const config = run.$config.get();
    try {
      return transport.state === 'paused' && config && form && same(withKnobs(form, config), config) ? 'Resume' : 'Train';
    } catch {
      return 'Train';
    }
  }

  function words(): string {
    if (wrong) return wrong;
    const transport = run.$transport.get();
    if (form && transport.state === 'failed') return transport.failure.message;
    if (form && transport.loading) return `${loadingText(transport.loading)}.`;
    const all = candidates();
    const known = levels();
    const met = all.find((values) => meets(goal, values, known));
    const limits = limitsText(goal, known);
    if (met) reached = `Reached: ${valuesText(goal, met)}${limits && ` (${limits})`}.`;
    const now = all.at(-1);
    const present = now && valuesText(goal, now);
    if (reached) return reached;
    if (!present) return form ? 'The recorded run does not count: train your own.' : 'Nothing tried yet.';
    const going = form && isUnderWay(transport) ? ` ${statusText(transport)}` : '';
    return `${present[0]!.toUpperCase()}${present.slice(1)}: not yet${limits && ` (${limits})`}.${going}`;
  }

  const draw = () => {
    const before = reached;
    spoken.say(words());
    host.toggleAttribute('data-reached', reached !== undefined);
    if (!before && reached) spoken.acted();
    const button = form?.querySelector<HTMLButtonElement>('button[type=submit]');
    if (button) button.textContent = verb();
  };

  form?.addEventListener(
    'input',
    () => {
      wrong = '';
      draw();
    },
    { signal },
  );
  /** Pressed before the run had opened. */
  let pressed = false;
  const act = () => {
    const config = run.$config.get();
    const action = verb();
    pressed = config === null;
    wrong = '';
    try {
      if (action === 'Pause') run.pause();
      else if (action === 'Resume') run.train();
      else if (action === 'Retry') run.retry();
      else if (config) {
        run.configure(withKnobs(form!, config));
        run.train();
      }
    } catch (error) {
      wrong = errorMessage(error);
    }
    draw();
    spoken.acted();
  };
  form?.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      act();
    },
    { signal },
  );
  onAny([run.$config], signal, () => {
    if (pressed && run.$config.get()) act();
  });
  onAny([run.$transport, run.$baselines, run.$attempt, run.$point, run.$rates], signal, draw);
  if (asks('neighbourAgreement', 'offNormal', 'mixed'))
    followCodes(run, 'network', signal, (next) => {
      codes = next;
      draw();
    });
  // What comes of moving something by hand is read aloud when the reader pauses.
  onAny([run.$attempt, run.$point, run.$rates], signal, () => {
    if (run.$attempt.get() || run.$point.get() || run.$rates.get()) spoken.acted();
  });
}
