// The dock, live: what one run does, in words and pictures, and the keys that steer it.
import { DOCK_DIGITS, mountDock } from './figure.ts';
import { stateText } from './element-words.ts';
import { costText } from '../../kit/words.ts';
import { BUTTON, stepText } from '../../kit/island/transport-text.ts';
import { onAny } from '../../kit/island/listen.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { answerOf, followCodes } from '../../kit/island/questions.ts';
import { setText } from '../../kit/island/set-text.ts';
import { pageIndices } from '../reconstruction/figure.ts';
import type { Run } from '../../runs/registry.ts';
import { isBusy } from '../../runs/transport.ts';

/** Shows a run in `dock`, until `signal` aborts. */
export function followRun(dock: HTMLElement, run: Run, signal: AbortSignal): void {
  const get = partsOf(dock);
  const figure = mountDock(get('.dock-body'), { width: 0, pixelRatio: devicePixelRatio });
  const question = run.question('dock');
  signal.addEventListener('abort', () => question.dispose());
  let codes: Float32Array | undefined;

  const say = (name: string, text: string) => setText(get(`[data-dock=${name}]`), text);
  const words = () => {
    const transport = run.$transport.get();
    const { state, progress, steps, testCost, shownStep } = transport;
    const test = testCost === undefined ? '' : `test cost ${costText(testCost)}`;
    dock.dataset['phase'] = state;
    dock.style.setProperty('--done', String(steps ? progress.step / steps : 0));
    say('state', stateText(run.name, transport));
    say('progress', stepText(transport));
    say('test', transport.state === 'failed' ? transport.failure.message : test);
    say('press', BUTTON[state]);
    get<HTMLButtonElement>('[name=step]').disabled = isBusy(transport);
    get('[name=latest]').hidden = shownStep === null;
  };
  const draw = () => {
    const answer = answerOf(question.$answer.get(), 'reconstruct');
    figure.update({
      costs: run.$costs.get(),
      baselines: run.$baselines.get(),
      steps: run.$transport.get().steps,
      codes,
      labels: run.$labels.get(),
      images: answer?.images,
      reconstructions: answer?.reconstructions,
    });
  };
  onAny([run.$transport], signal, words);
  /** Digits that a narrow window hides are not computed. */
  const ask = () => {
    const labels = run.$labels.get();
    const seen = labels.length > 0 && get('.dock-digits').getClientRects().length > 0;
    question.ask(seen ? { kind: 'reconstruct', which: 'network', indices: pageIndices(labels, 1, DOCK_DIGITS) } : null);
  };
  onAny([run.$labels], signal, ask);
  addEventListener('resize', ask, { signal });
  followCodes(run, 'network', signal, (next) => {
    codes = next;
    draw();
  });
  onAny([run.$costs, run.$baselines, question.$answer], signal, draw);

  // On a phone the row opens into a sheet; Escape closes it.
  const more = get('[name=more]');
  const open = (wanted: boolean) => {
    more.setAttribute('aria-expanded', String(wanted));
    ask();
  };
  dock.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || more.getAttribute('aria-expanded') === 'false') return;
      open(false);
      more.focus();
    },
    { signal },
  );
  const on = (name: string, act: () => void) => get(`[name=${name}]`).addEventListener('click', act, { signal });
  on('press', run.press);
  on('step', run.step);
  on('latest', () => run.look(null));
  on('more', () => open(more.getAttribute('aria-expanded') === 'false'));
}
