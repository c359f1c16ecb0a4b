// What the comparison of two runs says, and the list of what differs.
import { timeText } from '../../kit/words.ts';
import { alignmentText } from '../../kit/island/twin-text.ts';
import { loadingText, stepText } from '../../kit/island/transport-text.ts';
import { differences, distinctions } from '../../model/differences.ts';
import type { Alignment } from '../../model/procrustes.ts';
import type { Ghost, RunConfig } from '../../runs/run.ts';
import type { Transport } from '../../runs/transport.ts';

/** What differs between two runs: a name and the rest of its line. */
export function differenceLines(now: RunConfig, before: RunConfig, byHand: boolean): readonly (readonly [name: string, rest: string])[] {
  const lines = differences(now, before).map((each) => [each.name, ` ${each.now}, before ${each.before}`] as const);
  const all = byHand ? [...lines, ['learning rate', ' set by hand while it trained'] as const] : lines;
  return all.length > 0 ? all : [['nothing', ' differs: the same run again']];
}

/** Writes the lines into a list, where they are not there already. */
export function listDifferences(place: HTMLElement, lines: readonly (readonly [name: string, rest: string])[]): void {
  const text = lines.map((line) => line.join('')).join('\n');
  if (place.dataset['text'] === text) return;
  place.dataset['text'] = text;
  place.replaceChildren(
    ...lines.map(([name, rest]) => {
      const [item, strong] = [document.createElement('li'), document.createElement('b')];
      strong.textContent = name;
      item.append(strong, rest);
      return item;
    }),
  );
}

/**
 * What the planes are called: by what differs between their runs, `this run: seed 1` and `recorded run: seed 0`.
 * @param who the run at hand
 */
export function twinNames(now: RunConfig, before: Ghost, who: string, byHand: boolean): readonly [now: string, before: string] {
  const [own, other] = distinctions(now, before.config);
  return [
    `${who}: ${own || (byHand ? 'learning rate set by hand' : 'the same again')}`,
    other ? `${before.label}: ${other}` : before.label,
  ];
}

/** How far the run at hand is, in a sentence; empty where it does not go. */
export function progressText(transport: Transport): string {
  const { state, loading, progress } = transport;
  if (loading) return `${loadingText(loading)}.`;
  const at = `step ${stepText(transport)}`;
  const left = progress.stepsPerSecond > 0 ? `, ${timeText(progress.secondsLeft)} left` : '';
  switch (state) {
    case 'starting':
      return 'Starting.';
    case 'training':
      return `Training: ${at}${left}.`;
    case 'paused':
      return `Paused at ${at}.`;
    case 'done':
      return `Done: ${at}.`;
    default:
      return '';
  }
}

/** How the plane on the right was laid over the left one, or would have to be. */
export function layingText(laid: boolean, alignment: Alignment): string {
  const laying = laid
    ? 'The plane on the right is'
    : 'As they are, each plane has axes of its own. To fit the left one, the right would be';
  return `${laying} ${alignmentText(alignment)}.`;
}
