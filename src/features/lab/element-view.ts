// What the reader looks at, as part of an address: the picked digit, the point of the plane, the moment of the run.
import type { Run } from '../../runs/registry.ts';

export const VIEW_NAMES: readonly string[] = ['pick', 'z', 'moment'];

/** By name, only what was chosen. */
export function viewed(run: Run): URLSearchParams {
  const params = new URLSearchParams();
  const [picked, point, moment] = [run.$picked.get(), run.$point.get(), run.$shownStep.get()];
  if (picked !== 0) params.set('pick', String(picked));
  if (point) params.set('z', point.map((value) => Number(value.toFixed(3))).join(','));
  if (moment !== null) params.set('moment', String(moment));
  return params;
}

/** Chooses what an address names; a moment once the run has it. Anything else is left alone. */
export function readViewed(query: URLSearchParams, run: Run): void {
  const pick = /^\d{1,3}$/.exec(query.get('pick') ?? '');
  if (pick && Number(pick[0]) < 500) run.$picked.set(Number(pick[0]));
  const point = (query.get('z') ?? '').split(',').map(Number);
  if (query.get('z') && point.length === 2 && point.every((value) => Math.abs(value) < 1e4)) run.$point.set([point[0]!, point[1]!]);
  const moment = /^\d{1,6}$/.exec(query.get('moment') ?? '');
  if (!moment) return;
  const stop = run.$checkpoints.subscribe((steps) => {
    if (!steps.includes(Number(moment[0]))) return;
    run.look(Number(moment[0]));
    queueMicrotask(() => stop());
  });
}
