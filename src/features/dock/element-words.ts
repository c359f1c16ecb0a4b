// What the dock says of a run: which it is, and what it does.
import { countText } from '../../kit/words.ts';
import type { Transport } from '../../runs/transport.ts';

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
export function stateText(name: string, { state, shownStep }: Transport): string {
  const words = shownStep === null ? STATES[state] : `Viewing step ${countText(shownStep)}`;
  return NAMES[name] ? `${NAMES[name]}: ${words.toLowerCase()}` : words;
}
