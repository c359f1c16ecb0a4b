// A linear autoencoder, trained by the reader on the page's digits, and the angles between its plane and PCA's.
import { costText, timeText } from '../../kit/words.ts';
import { mountSubspace } from './figure.ts';
import { linearRun } from '../../model/recipes.ts';
import type { RunConfig } from '../../model/spec.ts';
import { getRun } from '../../runs/registry.ts';
import { onAny, onState } from '../../kit/island/listen.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, ownQuestion } from '../../kit/island/questions.ts';
import { BUTTON, loadingText, stepText } from '../../kit/island/transport-text.ts';
import { subspaceText } from '../../kit/island/twin-text.ts';
import { voice } from '../../kit/island/voice.ts';
import { setText } from '../../kit/island/set-text.ts';
import { partsOf } from '../../kit/island/parts.ts';

const SPOKEN: Readonly<Record<string, string>> = { starting: 'Starting.', training: 'Training.', paused: 'Paused.' };

export class LinearTwinElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const button = get<HTMLButtonElement>('button[name=train]');
    const spoken = voice(this, signal);
    const question = ownQuestion(this, run, 'subspace', signal);
    const figure = this.lazily(mountSubspace, {});

    /** The same digits as the page's own run has; those of a run under way stay. */
    const prepare = (page: RunConfig | null) => {
      const own = run.$config.get();
      if (!page || !own) return;
      const untrained = run.$costs.get().length === 0 && run.$transport.get().state === 'idle';
      const wanted = linearRun(page.data, page.digits, own.seed);
      if (untrained && JSON.stringify(wanted) !== JSON.stringify(own)) run.configure(wanted);
      // Asked after the page's recording was opened: it holds the exact PCA, which takes seconds to compute.
      question.ask({ kind: 'linear-twin:subspace', which: 'network' });
    };
    const draw = () => {
      const answer = answerOf(question.$answer.get(), 'linear-twin:subspace');
      const config = run.$config.get();
      if (!answer || !config) return;
      figure.update({ steps: config.train.steps, path: answer.path, components: answer.components, own: answer });
      spoken.say(subspaceText(answer));
    };
    const write = (out: string, text: string) => setText(get(`[data-out=${out}]`), text);
    const speak = () => {
      const transport = run.$transport.get();
      const { state, loading, progress, testCost } = transport;
      const pca = run.$baselines.get()?.pca2;
      button.textContent = BUTTON[state];
      write('step', stepText(transport));
      write('test', testCost === undefined ? '–' : costText(testCost));
      write('pca', pca === undefined ? '–' : costText(pca));
      write('left', loading ? loadingText(loading) : state === 'training' ? timeText(progress.secondsLeft) : '–');
      get('[role=alert]').textContent = transport.state === 'failed' ? transport.failure.message : '';
    };
    this.follow(run.$config, signal, () => {
      prepare(getRun('digits').$config.get());
      draw();
    });
    this.follow(getRun('digits').$config, signal, prepare);
    this.follow(question.$answer, signal, draw);
    onAny([run.$transport, run.$baselines], signal, speak);
    onState(run, signal, (state) => {
      if (state === 'done') return spoken.acted();
      const text = SPOKEN[state];
      if (text) get('[role=status]').textContent = text;
    });
    button.addEventListener('click', run.press, { signal });
    get('button[name=seed]').addEventListener('click', () => run.newSeed(), { signal });
  }
}
