// Training pauses while the page lies in the browser's back/forward cache: a page that holds a lock is not kept there, and nobody sees it train.

export function pauseWhileHidden(isTraining: () => boolean, pause: () => void, resume: () => void): void {
  let paused = false;
  window.addEventListener('pagehide', () => {
    paused = isTraining();
    if (paused) pause();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && paused) resume();
  });
}
