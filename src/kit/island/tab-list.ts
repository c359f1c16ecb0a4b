// Tabs over two pieces of code: one shows, arrow keys move, and every pair on the page (and on the next) follows the choice.
import { awake } from './awake.ts';

const STORED = `two-numbers:${import.meta.env.BASE_URL}:code`;

/** Without JavaScript both panels stand one below the other; styles hide the tab list then. */
class CodeTabs extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const tab = (event.target as Element).closest<HTMLElement>('[role=tab]');
      if (tab?.dataset['key'] !== undefined) choose(tab.dataset['key'], tab);
    });
    this.addEventListener('keydown', (event) => {
      const tabs = this.#tabs();
      const at = tabs.findIndex((tab) => tab === event.target);
      if (at < 0) return;
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
      const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
      if (tab?.dataset['key'] === undefined) return;
      event.preventDefault();
      choose(tab.dataset['key'], tab);
      tab.focus({ preventScroll: true });
    });
    const stored = read();
    if (stored !== null) this.show(stored);
    awake(this);
  }

  /** Shows the panel of that key, and fires `change`; leaves everything as it is where there is no such panel. */
  show(key: string): void {
    const tabs = this.#tabs();
    if (!tabs.some((tab) => tab.dataset['key'] === key)) return;
    for (const tab of tabs) {
      const chosen = tab.dataset['key'] === key;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      this.querySelector(`#${CSS.escape(tab.getAttribute('aria-controls') ?? '')}`)?.toggleAttribute('data-shown', chosen);
    }
    this.dataset['chosen'] = key;
    this.dispatchEvent(new Event('change'));
  }

  #tabs(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role=tab]')];
  }
}

/** Panels above the reader may change height too; the pressed tab stays where it is on the screen. */
function choose(key: string, pressed: HTMLElement): void {
  const before = pressed.getBoundingClientRect().top;
  for (const element of document.querySelectorAll<CodeTabs>('code-tabs')) element.show(key);
  window.scrollBy({ top: pressed.getBoundingClientRect().top - before, behavior: 'instant' });
  try {
    localStorage.setItem(STORED, key);
  } catch {
    // Storage is closed to pages framed by another site: the choice then lasts for this page.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

customElements.define('code-tabs', CodeTabs);
