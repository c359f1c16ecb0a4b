// The keys of the watch view, and whether W is heard on other pages: who speaks to their computer, or rests a hand on the keys, switches it off.
import type { Run } from '../../runs/registry.ts';

const KEPT = `two-numbers:${import.meta.env.BASE_URL}:key-w`;

/** Whether W opens the view. */
export function keyHeard(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

export function hearKey(heard: boolean): void {
  try {
    if (heard) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, 'off');
  } catch {
    // Storage is closed to pages framed by another site.
  }
}

/** Whether a key belongs to something else: a box being typed in, a shortcut of the browser's, a figure that has used it. */
export function typing({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  const box = target instanceof Element && target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]');
  return Boolean(box) || ctrlKey || metaKey || altKey || defaultPrevented;
}

/** What a key asks of the run, or of the view by a button's name; undefined for keys that are not the view's. */
export function actionOf({ key, target }: KeyboardEvent, run: Run): (() => void) | string | undefined {
  const look = (by: number) => () => {
    const [steps, shown] = [run.$checkpoints.get(), run.$shownStep.get()];
    const at = shown === null ? steps.length - 1 : steps.indexOf(shown);
    const to = Math.max(0, Math.min(steps.length - 1, at + by));
    const latest = steps[to] === run.$transport.get().progress.step;
    if (steps.length > 0) run.look(latest ? null : steps[to]!);
  };
  switch (key) {
    case ' ':
      // A button that has the focus takes Space itself.
      return target instanceof Element && target.closest('button, summary, input') ? undefined : 'press';
    case 'ArrowLeft':
      return look(-1);
    case 'ArrowRight':
      return look(1);
    case 'Home':
      return look(-Infinity);
    case 'End':
      return () => run.look(null);
    case '?':
      return 'keys';
    default:
      return { s: 'step', r: 'reset', h: 'bare', f: 'full', w: 'close' }[key.toLowerCase()];
  }
}
