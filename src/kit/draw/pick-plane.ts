// A plane of codes whose digits are picked by pointing, by a tap or with the arrow keys; the picked one wears a ring.
import { symbol, type Selection } from 'd3';
import { codeField, type Field, type FieldData, type FieldOptions } from './code-field.ts';
import { DIGIT_SYMBOLS, digitClass } from './marks.ts';
import { arrow, neighbourTowards } from './plane.ts';
import { digitsOf } from './reading.ts';

export interface PickPlaneOptions extends FieldOptions {
  /** What the plane is, for who cannot see it. */
  readonly label: string;
  /** The reader points at, taps or steps to a test digit; without it the plane is a picture. */
  readonly onPick?: ((index: number) => void) | undefined;
}

export interface PickPlane {
  readonly field: Field;
  show(data: FieldData, picked: number): void;
}

/** How near a pointer must come to a mark, in CSS pixels. */
const REACH = 24;

/** Adds a plane at the end of `host`. */
export function pickPlane(host: HTMLElement, { label, onPick, ...options }: PickPlaneOptions): PickPlane {
  const field = codeField(host, options, follow);
  const ring = field.overlay.append('circle').attr('class', 'picked').attr('r', 9);
  let data: FieldData | undefined;
  let picked = 0;

  function follow(): void {
    if (!data || data.codes.length === 0) return;
    const [x, y] = field.placeOf(picked);
    const seen = Number.isFinite(x + y) && !data.bare;
    ring.attr('display', seen ? null : 'none');
    if (seen) ring.attr('cx', x.toFixed(1)).attr('cy', y.toFixed(1));
  }

  function pickAt(event: MouseEvent): void {
    if (!data || data.bare) return;
    const [z1, z2] = field.pointAt(event);
    let best = -1;
    let reach = REACH;
    for (let i = 0; i < data.labels.length; i++) {
      const [x, y] = field.placeOf(i);
      const distance = Math.hypot(x - field.x(z1), y - field.y(z2));
      if (distance < reach) [best, reach] = [i, distance];
    }
    if (best >= 0 && best !== picked) onPick?.(best);
  }

  if (onPick) {
    const { box } = field;
    box.setAttribute('tabindex', '0');
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'latent plane');
    box.setAttribute('aria-label', label);
    box.addEventListener('click', pickAt);
    box.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse') pickAt(event);
    });
    box.addEventListener('keydown', (event) => {
      const direction = arrow(event.key);
      if (!direction || !data || data.bare) return;
      event.preventDefault();
      const to = neighbourTowards(data.codes, field.window, picked, direction);
      if (to !== picked) onPick(to);
    });
  }

  return {
    field,
    show(next, index) {
      data = next;
      picked = index;
      field.show(next);
    },
  };
}

/** Draws or updates the key in `legend`: each digit of labels `[n]` with its mark, in its colour unless marks are coloured by something else. */
export function digitKey(legend: Selection<HTMLDivElement, unknown, null, undefined>, labels: Uint8Array, coloured = true): void {
  const entries = legend
    .selectAll('span.entry')
    .data(digitsOf(labels))
    .join((enter) => {
      const entry = enter.append('span').attr('class', 'entry');
      entry.append('svg').attr('viewBox', '-8 -8 16 16').attr('aria-hidden', 'true').append('path');
      entry.append('span');
      return entry;
    });
  entries
    .select('path')
    .attr('d', (digit) => symbol(DIGIT_SYMBOLS[digit]!, 90)())
    .attr('class', (digit) => (coloured ? digitClass(digit) : 'any-digit'));
  entries.select('span').text((digit) => String(digit));
}
