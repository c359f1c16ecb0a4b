// What a printed page is drawn with, read from its PDF.
import { inflateSync } from 'node:zlib';

/** Colours of all fills and strokes, as `#rrggbb`; those of pixel images are not among them. */
export function printedColours(pdf: Buffer): Set<string> {
  const colours = new Set<string>();
  const text = pdf.toString('latin1');
  for (const { 0: word, index } of text.matchAll(/\bstream\r?\n/g)) {
    let drawing: string;
    try {
      drawing = inflateSync(pdf.subarray(index + word.length, text.indexOf('endstream', index))).toString('latin1');
    } catch {
      continue; // not compressed, or an image
    }
    for (const [, ...parts] of drawing.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b/g)) {
      const bytes = parts.map((part) => Math.round(255 * Number(part)));
      colours.add(`#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
    }
  }
  return colours;
}
