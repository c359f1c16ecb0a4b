// The theme button: auto, light, dark in turn. What is chosen is kept where storage is open; public/early.js reads it.

const CHOICES = ['auto', 'light', 'dark'] as const;

const root = document.documentElement;
const button = document.querySelector<HTMLButtonElement>('[data-theme-button]');

function show(): void {
  const choice = root.dataset['themeChoice'] ?? 'auto';
  if (button === null) return;
  button.setAttribute('aria-label', `Theme: ${choice}`);
  button.title = `Theme: ${choice}`;
  button.dataset['choice'] = choice;
  const text = button.querySelector('span');
  if (text) text.textContent = choice;
}

button?.addEventListener('click', () => {
  const at = CHOICES.findIndex((choice) => choice === root.dataset['themeChoice']);
  const choice = CHOICES[(at + 1) % CHOICES.length]!;
  root.dataset['themeChoice'] = choice;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset['theme'] = choice === 'auto' ? (dark ? 'dark' : 'light') : choice;
  try {
    localStorage.setItem(`two-numbers:${import.meta.env.BASE_URL}:theme`, choice);
  } catch {
    // Storage is closed to pages framed by another site: the choice then lasts for this page.
  }
  show();
});
show();
