// Whose run the figures show, in a few words and in a sentence.
import { countText } from '../../kit/words.ts';

export interface Shown {
  /** The reader's run, and no recording. */
  readonly own: boolean;
  /** The step it has come to. */
  readonly step: number;
  /** The step looked back at; null for the latest. */
  readonly shownStep: number | null;
  /** The step of the reader's run that was put aside; null where there is none. */
  readonly aside: number | null;
}

/** For the header: what a phone shows, and what a wide window adds. */
export function chipText({ own, step, shownStep }: Shown): readonly [short: string, rest: string] {
  if (shownStep !== null) return [`Step ${countText(shownStep)}`, ', looking back'];
  return own ? ['Your run', `, step ${countText(step)}`] : ['Recorded', ' run'];
}

/** What the figures show, and what they could. */
export function whoseText({ own, step, shownStep, aside }: Shown): string {
  const whose = own ? `your run, at step ${countText(step)}` : 'a run that was recorded when this site was made';
  const now = shownStep === null ? '' : ` You are viewing step ${countText(shownStep)} of it.`;
  const other = aside === null ? '' : ` Your ${own ? 'run before it' : 'own run'} waits at step ${countText(aside)}.`;
  return `The figures show ${whose}.${now}${other}`;
}

/** The button that goes back to the run that was put aside. */
export const asideText = ({ own, aside }: Shown): string =>
  `${own ? 'Back to your run before' : 'Show your run'}, step ${countText(aside ?? 0)}`;
