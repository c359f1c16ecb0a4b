// An exercise, live: from the moment it first comes near until it leaves the page, for a run goes on while nobody looks.
import { getRun } from '../../runs/registry.ts';
import { awake } from '../../kit/island/awake.ts';
import { checkReading } from './element-read-off.ts';
import { followGoal } from './element-reach.ts';

export class Exercise extends HTMLElement {
  #life: AbortController | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const run = getRun(this.getAttribute('run') ?? 'digits');
    const kind = this.getAttribute('kind');
    if (kind === 'read-off') checkReading(this, run, signal);
    if (kind === 'reach') followGoal(this, run, signal);
    awake(this);
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }
}
