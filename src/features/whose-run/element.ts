// Whose run the figures of the page show, and the ways to the other.
import { asideText, chipText, whoseText, type Shown } from './words.ts';
import { onAny } from '../../kit/island/listen.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { setText } from '../../kit/island/set-text.ts';
import { LastingElement } from '../../kit/island/run-element.ts';

export class WhoseRun extends LastingElement {
  protected start(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const say = (selector: string, text: string) => setText(get(selector), text);
    const draw = () => {
      const aside = run.$aside.get();
      const shown: Shown = {
        own: run.$own.get(),
        step: run.$step.get(),
        shownStep: run.$shownStep.get(),
        aside: aside ? aside.snapshot.step : null,
      };
      this.dataset['own'] = String(shown.own);
      const [short, rest] = chipText(shown);
      say('.whose-short', short);
      say('.whose-rest', rest);
      say('[data-says]', whoseText(shown));
      get('[name=latest]').hidden = shown.shownStep === null;
      get('[name=recording]').hidden = !shown.own;
      get('[name=aside]').hidden = shown.aside === null;
      say('[name=aside]', asideText(shown));
      get('[name=forget]').hidden = run.$persisted.get() !== 'run';
    };
    // None of these opens the run: who only reads fetches nothing for it.
    onAny([run.$own, run.$step, run.$shownStep, run.$aside, run.$persisted], signal, draw);
    const on = (name: string, act: () => void) =>
      get(`[name=${name}]`).addEventListener(
        'click',
        () => {
          act();
          get<HTMLDetailsElement>('details').open = false;
          get('summary').focus();
        },
        { signal },
      );
    on('latest', () => run.look(null));
    on('recording', run.showRecording);
    on('aside', run.takeUp);
    on('forget', run.forget);
  }
}
