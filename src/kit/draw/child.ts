// An element in an element, for figures that need none of d3.

/** Adds an element at the end of `parent`. */
export function child(parent: HTMLElement, tag: string, className: string): HTMLElement {
  const element = parent.ownerDocument.createElement(tag);
  element.setAttribute('class', className);
  parent.append(element);
  return element;
}
