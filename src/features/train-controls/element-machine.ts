// The machine panel: every engine that was tried here, how fast it is, and what became of it.
import { engineText, NOTHING, stepTimeText } from '../../kit/words.ts';
import type { Trial } from '../../runs/run.ts';

const VERDICT: Readonly<Record<Trial['verdict'], string>> = {
  chosen: 'in use',
  right: 'right, but slower',
  wrong: 'wrong',
  unavailable: 'not here',
};

/** A row's texts: engine, milliseconds a step, verdict. */
export function trialTexts(trial: Trial): readonly [string, string, string] {
  const { verdict, msPerStep, why } = trial;
  const time = msPerStep === undefined ? NOTHING : stepTimeText(msPerStep);
  // What an engine chose for the machine is no reason to have chosen it.
  const reason = verdict === 'wrong' || verdict === 'unavailable' ? `: ${why}` : why && ` (${why})`;
  return [engineText(trial), time, `${VERDICT[verdict]}${reason}`];
}

/** Fills the panel. `panel` holds the table and the sentence that stands there before anything was tried. */
export function showTrials(panel: HTMLElement, trials: readonly Trial[]): void {
  panel.querySelector<HTMLElement>('[data-untried]')!.hidden = trials.length > 0;
  panel.querySelector<HTMLElement>('.machine-trials')!.hidden = trials.length === 0;
  const rows = trials.map((trial) => {
    const row = document.createElement('tr');
    const [name, ...rest] = trialTexts(trial);
    const head = Object.assign(document.createElement('th'), { scope: 'row', textContent: name });
    row.append(head, ...rest.map((textContent) => Object.assign(document.createElement('td'), { textContent })));
    row.classList.toggle('chosen', trial.verdict === 'chosen');
    return row;
  });
  panel.querySelector('tbody')!.replaceChildren(...rows);
}
