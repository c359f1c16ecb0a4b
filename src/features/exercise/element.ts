// An exercise, live: from the moment it first comes near until it leaves the page, for a run goes on while nobody looks.
import { awake } from '../../kit/island/awake.ts';
import { checkReading } from './element-read-off.ts';
import { followGoal } from './element-reach.ts';
import { LastingElement } from '../../kit/island/run-element.ts';

export class Exercise extends LastingElement {
  protected start(signal: AbortSignal): void {
    const { run } = this;
    const kind = this.getAttribute('kind');
    if (kind === 'read-off') checkReading(this, run, signal);
    if (kind === 'reach') followGoal(this, run, signal);
    awake(this);
  }
}
