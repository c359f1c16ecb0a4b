// Writing a text only where it is another: an island draws ten times a second, and most words stay.

/** Makes `text` the text of `place`, unless it is so already. */
export function setText(place: Element, text: string): void {
  if (place.textContent !== text) place.textContent = text;
}
