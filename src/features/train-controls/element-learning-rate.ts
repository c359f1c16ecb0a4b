// A learning rate as a slider in steps of its logarithm beside a box to type in.

/** The two inputs, and a word to each other: what one sets, the other shows. */
export interface RateInputs {
  readonly slider: HTMLInputElement;
  readonly box: HTMLInputElement;
}

/** Shows a learning rate, but not in an input that the reader is using. */
export function showRate({ slider, box }: RateInputs, rate: number): void {
  const active = slider.ownerDocument.activeElement;
  if (active !== box) box.value = String(rate);
  if (active !== slider) slider.value = String(Math.log10(rate));
  slider.setAttribute('aria-valuetext', String(rate));
}

/** Calls back with a learning rate between 1e-7 and 1, to two digits from the slider, as typed from the box. */
export function onRate(inputs: RateInputs, signal: AbortSignal, listener: (rate: number) => void): void {
  const { slider, box } = inputs;
  const set = (rate: number) => {
    showRate(inputs, rate);
    listener(rate);
  };
  slider.addEventListener('input', () => set(Number((10 ** slider.valueAsNumber).toPrecision(2))), { signal });
  box.addEventListener('change', () => box.checkValidity() && box.valueAsNumber > 0 && set(box.valueAsNumber), { signal });
}
