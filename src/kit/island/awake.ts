// The moment from which an island hears the reader.

/** Marks the island `data-awake`. What was pressed or set in it before is done now: public/early.js kept it. */
export function awake(island: HTMLElement): void {
  island.dataset['awake'] = '';
  island.dispatchEvent(new Event('awake', { bubbles: true }));
}
