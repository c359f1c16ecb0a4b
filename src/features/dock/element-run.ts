// The dock, live: what one run does, in words and pictures, and the keys that steer it.
import { DOCK_DIGITS, mountDock } from './figure.ts';
import { followView } from '../../kit/island/in-view.ts';
import { onAny } from '../../kit/island/listen.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { answerOf, followCodes } from '../../kit/island/questions.ts';
import { followStrip } from '../../kit/island/run-strip.ts';
import { pageIndices } from '../reconstruction/figure.ts';
import type { Run } from '../../runs/registry.ts';

/** Shows a run in `dock`, until `signal` aborts. */
export function followRun(dock: HTMLElement, run: Run, signal: AbortSignal): void {
  const get = partsOf(dock);
  const figure = mountDock(get('.dock-body'), { width: 0, pixelRatio: devicePixelRatio });
  const question = run.question('dock');
  signal.addEventListener('abort', () => question.dispose());
  let codes: Float32Array | undefined;

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
  followStrip(dock, run, signal);
  /** Digits that a narrow window hides, or a view over the page, are not computed. */
  let seen = false;
  const ask = () => {
    const labels = run.$labels.get();
    question.ask(
      seen && labels.length > 0 ? { kind: 'reconstruct', which: 'network', indices: pageIndices(labels, 1, DOCK_DIGITS) } : null,
    );
  };
  onAny([run.$labels], signal, ask);
  followView(get('.dock-digits'), signal, (inView) => {
    seen = inView;
    ask();
  });
  followCodes(run, 'network', signal, (next) => {
    codes = next;
    draw();
  });
  onAny([run.$costs, run.$baselines, question.$answer], signal, draw);

  // On a phone the row opens into a sheet; Escape closes it.
  const more = get('[name=more]');
  const open = (wanted: boolean) => more.setAttribute('aria-expanded', String(wanted));
  dock.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || more.getAttribute('aria-expanded') === 'false') return;
      open(false);
      more.focus();
    },
    { signal },
  );
  more.addEventListener('click', () => open(more.getAttribute('aria-expanded') === 'false'), { signal });
}
