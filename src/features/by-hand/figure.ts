// Two numbers for a digit, by hand: the digit, what the reader's numbers decode to, and what the encoder's do.
import { select } from 'd3';
import { meanSquaredError } from '../../model/forward.ts';
import { digitPanel } from '../../kit/draw/digit-panel.ts';
import type { Mount } from '../../kit/draw/figure.ts';
import type { Point } from '../../kit/draw/plane.ts';
import { codeText, decimals } from '../../kit/words.ts';

export interface ByHandData {
  /** The digit to hit `[784]`. */
  readonly target: Float32Array;
  readonly label: number;
  /** The reader's two numbers, and what they decode to `[784]`. */
  readonly point: Point;
  readonly image: Float32Array | undefined;
  /** The encoder's two numbers and what they decode to `[784]`; null until the reader asks. */
  readonly encoder: { readonly code: Point; readonly image: Float32Array } | null;
}

/** Mean squared error of an attempt, both images `[n]`, in four decimals; a dash before there is one. */
export function errorText(target: Float32Array, image: Float32Array | undefined): string {
  return image ? decimals(meanSquaredError(target, image), 4) : '–';
}

/** How the reader did, in a sentence. */
export function compare({ target, image, encoder }: ByHandData): string {
  if (!image) return '';
  const you = errorText(target, image);
  return encoder ? `You ${you}, encoder ${errorText(target, encoder.image)}.` : `Your error: ${you}.`;
}

export const mountByHand: Mount<object, ByHandData> = (host) => {
  const root = select(host).append('div').attr('class', 'codes').append('div').attr('class', 'triple').node()!;
  const target = digitPanel(root, { label: 'the digit' });
  const yours = digitPanel(root, { label: 'yours' });
  const encoder = digitPanel(root, { label: 'the encoder\u2019s', missing: 'ask for it below' });
  return {
    update(data) {
      target.show(data.target, `a ${data.label}`);
      yours.show(data.image, `${codeText(data.point)}\nerror ${errorText(data.target, data.image)}`);
      const best = data.encoder;
      encoder.show(best?.image, best ? `${codeText(best.code)}\nerror ${errorText(data.target, best.image)}` : '');
    },
  };
};
