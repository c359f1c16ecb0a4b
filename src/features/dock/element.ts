// The dock: comes with the first run that the reader begins, goes on with or looks back in, and follows the one they last did so with.
import { awake } from '../../kit/island/awake.ts';
import { onAny } from '../../kit/island/listen.ts';
import { LastingElement } from '../../kit/island/run-element.ts';
import { $lastUsed } from '../../runs/registry.ts';

export class RunDock extends LastingElement {
  protected start(signal: AbortSignal): void {
    let following: AbortController | undefined;
    onAny([$lastUsed], signal, () => {
      const run = $lastUsed.get();
      if (!run) return;
      following?.abort();
      const now = (following = new AbortController());
      signal.addEventListener('abort', () => now.abort());
      // Who trains nothing pays for no more than this.
      void import('./element-run.ts').then(({ followRun }) => {
        if (now.signal.aborted) return;
        this.hidden = false;
        followRun(this, run, now.signal);
        awake(this);
      });
    });
  }
}
