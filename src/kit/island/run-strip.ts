// The strip that dock and watch view share: which run it is, what it does, how far it has come, and the keys that steer it.
import { costText, countText } from '../words.ts';
import type { Run } from '../../runs/run.ts';
import { isBusy, isUnderWay, type Transport } from '../../runs/transport.ts';
import { onAny } from './listen.ts';
import { partsOf } from './parts.ts';
import { setText } from './set-text.ts';
import { BUTTON, lostText, stepText } from './transport-text.ts';

const STATES: Readonly<Record<Transport['state'], string>> = {
  opening: 'Opening your run',
  recorded: 'Recorded run',
  idle: 'Your run, untrained',
  starting: 'Getting ready',
  training: 'Training',
  paused: 'Paused',
  done: 'Done',
  failed: 'Stopped',
};
/** What runs beside the one of the chapters are called, by name. */
const NAMES: Readonly<Record<string, string>> = { linear: 'Linear network', init: 'Notebook\u2019s network' };

/** What the run called `name` does; which it is, where it is not that of the chapters. */
function stateText(name: string, { state, shownStep }: Transport): string {
  const words = shownStep === null ? STATES[state] : `Viewing step ${countText(shownStep)}`;
  return NAMES[name] ? `${NAMES[name]}: ${words.toLowerCase()}` : words;
}

/**
 * Keeps the strip in `host` up to date, until `signal` aborts: texts in `[data-strip=state]`, `progress` and `test`, and the buttons `press`,
 * `step` and `latest`. `--done` says how far the run is, `data-phase` what it does.
 */
export function followStrip(host: HTMLElement, run: Run, signal: AbortSignal): void {
  const get = partsOf(host);
  const say = (name: string, text: string) => setText(get(`[data-strip=${name}]`), text);
  onAny([run.$transport, run.$recoveryNotice], signal, () => {
    const transport = run.$transport.get();
    const { state, progress, steps, testCost, shownStep } = transport;
    const test = testCost === undefined ? '' : `test cost ${costText(testCost)}`;
    // What was lost on the way and how it goes on, as the transport tells it.
    const notice = isUnderWay(transport) ? run.$recoveryNotice.get() : null;
    host.toggleAttribute('data-lost', transport.lost !== undefined || notice !== null);
    host.dataset['phase'] = state;
    // What was recorded is nothing that anybody here has done.
    host.style.setProperty('--done', String(steps && state !== 'recorded' ? progress.step / steps : 0));
    say('state', stateText(run.name, transport));
    say('progress', stepText(transport));
    say('test', transport.state === 'failed' ? transport.failure.message : lostText(transport) || notice || test);
    setText(get('[name=press]'), BUTTON[state]);
    get<HTMLButtonElement>('[name=step]').disabled = isBusy(transport);
    get('[name=latest]').hidden = shownStep === null;
  });
  const on = (name: string, act: () => void) => get(`[name=${name}]`).addEventListener('click', act, { signal });
  on('press', run.press);
  on('step', run.step);
  on('latest', () => run.look(null));
}
