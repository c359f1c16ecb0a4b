// Marks, in the contents of the page, the section being read: the last heading above the upper third of the window.

class PageContents extends HTMLElement {
  #observer: IntersectionObserver | undefined;

  connectedCallback(): void {
    const links = [...this.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')];
    const headings = [...new Set(links.map((link) => decodeURIComponent(link.hash.slice(1))))]
      .map((id) => document.getElementById(id))
      .filter((heading) => heading !== null);
    const mark = (): void => {
      const line = window.innerHeight / 3;
      const current = headings.findLast((heading) => heading.getBoundingClientRect().top < line);
      for (const link of links) {
        if (current && link.hash === `#${encodeURIComponent(current.id)}`) link.setAttribute('aria-current', 'location');
        else link.removeAttribute('aria-current');
      }
    };
    // Fires when a heading crosses the line, not on every scroll. The margin above counts what a jump passed over as still in view.
    this.#observer = new IntersectionObserver(mark, { rootMargin: '100000px 0px -66% 0px' });
    for (const heading of headings) this.#observer.observe(heading);
    // On a narrow screen the folded contents close behind a choice.
    this.addEventListener('click', (event) => {
      if ((event.target as Element).closest('a')) this.querySelector('details')?.removeAttribute('open');
    });
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
  }
}

customElements.define('page-contents', PageContents);
