// The parts of a tag's markup that its element works with.

/** Finds parts of `host`: `get<HTMLInputElement>('[name=at]')`. Throws a sentence where the markup lacks one. */
export function partsOf(host: Element) {
  return <Kind extends Element = HTMLElement>(selector: string): Kind => {
    const part = host.querySelector<Kind>(selector);
    if (!part) throw new Error(`<${host.localName}> has no ${selector}.`);
    return part;
  };
}
