// Names blocks of code that scroll. Expressive Code makes each a landmark without a name; a page of unnamed landmarks helps nobody.

const observer = new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (!(target instanceof HTMLElement) || !target.matches('.expressive-code pre')) continue;
    const role = target.getAttribute('role');
    if (role === 'region') {
      target.setAttribute('role', 'group');
      target.setAttribute('aria-label', 'Code');
    } else if (role === null) target.removeAttribute('aria-label');
  }
});
observer.observe(document.body, { subtree: true, attributeFilter: ['role'] });
