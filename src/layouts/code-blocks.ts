// Names blocks of code that scroll. Expressive Code makes each a landmark without a name; a page of unnamed landmarks helps nobody.

function nameBlock(block: HTMLElement): void {
  const role = block.getAttribute('role');
  if (role === 'region') {
    block.setAttribute('role', 'group');
    block.setAttribute('aria-label', 'Code');
  } else if (role === null) block.removeAttribute('aria-label');
}

const BLOCK = '.expressive-code pre';
const observer = new MutationObserver((changes) => {
  for (const { target } of changes) if (target instanceof HTMLElement && target.matches(BLOCK)) nameBlock(target);
});
observer.observe(document.body, { subtree: true, attributeFilter: ['role'] });
// Some may have their role already: the two scripts load in either order.
for (const block of document.querySelectorAll<HTMLElement>(`${BLOCK}[role]`)) nameBlock(block);
