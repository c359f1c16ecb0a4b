// A button that plays through frames; under reduced motion it goes one frame on each time it is pressed.

/** Milliseconds a frame stays. */
const FRAME = 220;

export interface Played {
  readonly atEnd: () => boolean;
  readonly rewind: () => void;
  readonly advance: () => void;
}

/** Takes over `button` until `signal` aborts. */
export function player(button: HTMLButtonElement, signal: AbortSignal, { atEnd, rewind, advance }: Played): void {
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let timer: ReturnType<typeof setInterval> | undefined;
  const name = () => {
    button.textContent = still.matches ? 'Next frame' : timer === undefined ? 'Play' : 'Pause';
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    name();
  };
  button.addEventListener(
    'click',
    () => {
      if (timer !== undefined) return stop();
      if (atEnd()) rewind();
      else if (still.matches) advance();
      if (still.matches) return;
      timer = setInterval(() => (atEnd() ? stop() : advance()), FRAME);
      name();
    },
    { signal },
  );
  still.addEventListener('change', stop, { signal });
  signal.addEventListener('abort', stop);
  name();
}
