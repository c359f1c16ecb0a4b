// What cannot wait for the page's modules, as a plain script in the head.

// The theme stands before the first paint: what the reader chose, else what their system asks for. Paper is light.
(() => {
  const root = document.documentElement;
  // Sites on one host share its storage: the folder of this one is part of the name, as in src/layouts/theme.ts.
  const folder = new URL('./', document.currentScript.src).pathname;
  const system = matchMedia('(prefers-color-scheme: dark)');
  let choice = 'auto';
  try {
    const stored = localStorage.getItem(`two-numbers:${folder}:theme`);
    if (stored === 'light' || stored === 'dark') choice = stored;
  } catch {
    // Storage is closed to pages framed by another site.
  }
  root.dataset.themeChoice = choice;
  const apply = () => {
    root.dataset.theme = root.dataset.themeChoice === 'auto' ? (system.matches ? 'dark' : 'light') : root.dataset.themeChoice;
  };
  apply();
  system.addEventListener('change', apply);
  window.addEventListener('beforeprint', () => (root.dataset.theme = 'light'));
  window.addEventListener('afterprint', apply);
})();

// A browser older than those that are supported (src/build/browsers.ts) keeps the pictures that the build drew: no element comes alive, no
// control is offered, and the page's note says what is missing. To say so, this file is written for browsers of 2018.
(() => {
  const root = document.documentElement;
  const stayStill = (cause) => {
    root.classList.remove('js');
    if (window.customElements) customElements.define = () => {};
    const say = () => {
      const place = document.querySelector('.still-note [data-cause]');
      if (place) place.textContent = cause;
    };
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', say);
    else say();
  };
  const css = (condition) => Boolean(window.CSS) && CSS.supports(condition);
  const lacking = [
    [css('selector(:has(a))'), ':has()'],
    [css('color: color-mix(in srgb, red, red)'), 'color-mix()'],
    ['toSorted' in Array.prototype, 'Array.prototype.toSorted'],
    ['DecompressionStream' in window, 'DecompressionStream'],
  ].filter(([there]) => !there);
  root.classList.add('js');
  if (lacking.length > 0) stayStill(`without ${lacking.map(([, name]) => name).join(' and ')}, which this browser lacks,`);
  // Modules run before the document is complete: what cannot be parsed until then is one of them.
  const unread = ({ error }) => error instanceof SyntaxError && stayStill("in this browser, which cannot read the page's scripts,");
  window.addEventListener('error', unread);
  document.addEventListener('DOMContentLoaded', () => window.removeEventListener('error', unread));
})();

// What the reader presses or sets in an island that does not listen yet is kept, and done once it does (src/kit/island/awake.ts).
(() => {
  const MOST = 20;
  let kept = [];
  const islandOf = (element) => {
    while (element && !element.localName.includes('-')) element = element.parentElement;
    return element;
  };
  const keep = ({ type, target }) => {
    const field = target.closest ? target.closest('button, input, select, textarea') : null;
    const island = islandOf(field);
    // A click on a box or a list changes it: that comes as an event of its own. Files cannot be kept.
    if (!island || 'awake' in island.dataset || field.type === 'file' || (type === 'click') !== (field.localName === 'button')) return;
    const { value, checked } = field;
    kept = kept.filter((press) => type === 'click' || press.field !== field || press.type !== type);
    kept = [...kept, { type, field, island, value, checked }].slice(-MOST);
  };
  const wake = ({ target }) => {
    const own = kept.filter(({ island }) => island === target);
    kept = kept.filter(({ island }) => island !== target);
    for (const { type, field, value, checked } of own) {
      if (type === 'click') {
        field.click();
        continue;
      }
      field.value = value;
      if (checked !== undefined) field.checked = checked;
      field.dispatchEvent(new Event(type, { bubbles: true }));
    }
  };
  // Enter in a field presses the form's button, which is kept; the browser must not send the form away meanwhile.
  const hold = (event) => {
    const island = islandOf(event.target);
    if (island && !('awake' in island.dataset)) event.preventDefault();
  };
  document.addEventListener('submit', hold, true);
  for (const type of ['click', 'input', 'change']) document.addEventListener(type, keep, true);
  document.addEventListener('awake', wake);
})();

// Scripts that are refused (in a frame without an origin) or do not come leave the page as the build drew it: the transport says so.
(() => {
  const without = () => document.documentElement.classList.add('no-modules');
  if (window.origin === 'null') without();
  window.addEventListener('error', ({ target }) => target instanceof HTMLScriptElement && without(), true);
})();
