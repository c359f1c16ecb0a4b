// The boxes of DigitBoxes.astro, live: what their labels stand for changes with the data set.
import { classNamesOf } from '../../model/run-data.ts';
import type { DataName } from '../../model/spec.ts';

export function nameBoxes(boxes: readonly HTMLInputElement[], data: DataName): void {
  const names = classNamesOf(data);
  for (const box of boxes) box.nextElementSibling!.textContent = names[Number(box.value)]!;
}
