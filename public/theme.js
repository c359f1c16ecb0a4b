// Sets the theme before the first paint: what the reader chose, else what their system asks for. Loaded as a plain script in the head.
(() => {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  let choice = 'auto';
  try {
    const stored = localStorage.getItem('two-numbers:theme');
    if (stored === 'light' || stored === 'dark') choice = stored;
  } catch {
    // Storage is closed to pages framed by another site.
  }
  root.dataset.themeChoice = choice;
  const apply = () => {
    root.dataset.theme = root.dataset.themeChoice === 'auto' ? (system.matches ? 'dark' : 'light') : root.dataset.themeChoice;
  };
  apply();
  root.classList.add('js');
  system.addEventListener('change', apply);
})();
