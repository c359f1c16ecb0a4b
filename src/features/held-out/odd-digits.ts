// A row of digits over their copies, with the error of each: the ones a detector gets wrong.
import { child } from '../../kit/draw/child.ts';
import { PIXELS } from '../../model/spec.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';
import { decimals } from '../../kit/words.ts';

export interface OddData {
  /** `[n, 784]` each. */
  readonly images: Float32Array;
  readonly reconstructions: Float32Array;
  /** `[n]` */
  readonly errors: readonly number[];
  readonly labels: readonly number[];
  /** Which of them is marked, or none. */
  readonly picked?: number | undefined;
}

export interface OddDigits {
  update(title: string, data: OddData): void;
}

/** How many stand in a row. */
export const ODD = 6;

/** `onPick`: each digit is a button and calls back with its place in the row. */
export function oddDigits(host: HTMLElement, onPick?: (n: number) => void): OddDigits {
  const document = host.ownerDocument;
  const block = child(host, 'div', 'odd');
  const title = child(block, 'div', 'odd-title');
  const row = child(block, 'div', 'odd-row');
  const items = Array.from({ length: ODD }, (_, n) => {
    const item = child(row, onPick ? 'button' : 'div', 'odd-item');
    if (onPick) {
      item.setAttribute('type', 'button');
      item.addEventListener('click', () => onPick(n));
    } else item.setAttribute('role', 'img');
    const canvases = [digitCanvas(document), digitCanvas(document)];
    item.append(...canvases);
    return { item, canvases, error: child(item, 'span', 'odd-error') };
  });
  return {
    update(text, { images, reconstructions, errors, labels, picked }) {
      title.textContent = text;
      items.forEach(({ item, canvases, error }, n) => {
        item.toggleAttribute('hidden', n >= errors.length);
        if (n >= errors.length) return;
        const [from, to] = [n * PIXELS, (n + 1) * PIXELS];
        drawDigits(canvases[0]!, images.subarray(from, to));
        drawDigits(canvases[1]!, reconstructions.subarray(from, to));
        error.textContent = decimals(errors[n]!, 3);
        item.setAttribute('aria-label', `a ${labels[n]} over its copy, error ${decimals(errors[n]!, 3)}`);
        if (onPick) item.setAttribute('aria-pressed', String(n === picked));
      });
    },
  };
}
