// A page that the browser keeps for Back must not hold a lock, nor train unseen; one that comes back goes on.

export function pauseWhileAway(isTraining: () => boolean, pause: () => void, resume: () => void): void {
  let left = false;
  window.addEventListener('pagehide', () => {
    left = isTraining();
    if (left) pause();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && left) resume();
  });
}
