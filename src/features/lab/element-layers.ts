// The boxes with the units of an encoder's or a decoder's layers, which can be added and removed.
import { LIMITS } from '../../model/link-text.ts';
import { typedNumber } from '../../kit/island/number-boxes.ts';

export interface LayerList {
  /** Shows the units of each layer, but not in the box being typed in. */
  show(units: readonly number[]): void;
  /** Units of each layer as they stand, NaN where a box is empty. */
  typed(): number[];
  /** Units of each layer. Throws a sentence that names the layer whose number is none. */
  read(): number[];
}

/** @param changed called after a layer was added or removed */
export function layerList(form: HTMLFormElement, side: 'encoder' | 'decoder', signal: AbortSignal, changed: () => void): LayerList {
  const list = form.querySelector<HTMLElement>(`[data-layers=${side}]`)!;
  const add = form.querySelector<HTMLButtonElement>(`[name=add-${side}]`)!;
  const boxes = () => [...list.querySelectorAll('input')];

  function layerBox(units: number): HTMLElement {
    const row = document.createElement('span');
    const box = document.createElement('input');
    Object.assign(box, { type: 'number', step: '1', min: String(LIMITS.units[0]), max: String(LIMITS.units[1]), required: true });
    box.value = String(units);
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = '−';
    remove.addEventListener('click', () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector('input') ?? add).focus();
      name();
      changed();
    });
    row.append(box, remove);
    return row;
  }

  /** Names the boxes for screen readers, and switches the button off where no layer may be added. */
  function name(): void {
    boxes().forEach((box, k) => {
      box.ariaLabel = `Units of ${side} layer ${k + 1}`;
      box.nextElementSibling!.ariaLabel = `Remove ${side} layer ${k + 1}`;
    });
    add.disabled = boxes().length >= LIMITS.layers[1];
  }

  add.addEventListener(
    'click',
    () => {
      const row = layerBox(boxes().at(-1)?.valueAsNumber || 64);
      list.append(row);
      name();
      row.querySelector('input')!.focus();
      changed();
    },
    { signal },
  );

  return {
    show(units) {
      const now = boxes();
      if (now.length !== units.length) list.replaceChildren(...units.map(layerBox));
      else
        now.forEach((box, k) => {
          if (box !== document.activeElement) box.value = String(units[k]!);
        });
      name();
    },
    typed: () => boxes().map((box) => box.valueAsNumber),
    read: () => boxes().map((box, k) => typedNumber(box, `Units of ${side} layer ${k + 1}`)),
  };
}
