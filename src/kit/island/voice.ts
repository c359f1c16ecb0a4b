// What a figure says in words: always on the page, and aloud only after the reader did something.

/** How long the reader must pause before the result is read aloud, in milliseconds. */
const PAUSE = 600;

export interface Voice {
  /** Writes the sentence into `[data-says]`; training may do so ten times a second, and nothing is read aloud. */
  say(sentence: string): void;
  /** The reader acted: the latest sentence goes to `[role=status]` when they pause. */
  acted(): void;
}

/** The voice of a figure's element. */
export function voice(host: HTMLElement, signal: AbortSignal): Voice {
  const visible = host.querySelector('[data-says]');
  const aloud = host.querySelector('[role=status]');
  let latest = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  return {
    say(sentence) {
      latest = sentence;
      if (visible && visible.textContent !== sentence) visible.textContent = sentence;
    },
    acted() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (aloud) aloud.textContent = latest;
      }, PAUSE);
    },
  };
}
