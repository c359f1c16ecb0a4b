// Draws a figure without a browser, for readers without JavaScript and for the page before its scripts run.
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { parseHTML } from 'linkedom';
import type { FigureOptions, Mount } from '../figures/figure.ts';

/** A document whose canvases really draw; `canvases` pairs each element with its pixels. */
function drawingDocument(): { document: Document; canvases: Map<HTMLElement, Canvas> } {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const canvases = new Map<HTMLElement, Canvas>();
  const createElement = document.createElement.bind(document);
  document.createElement = ((name: string) => {
    const element = createElement(name);
    if (name !== 'canvas') return element;
    const pixels = createCanvas(300, 150);
    canvases.set(element, pixels);
    for (const side of ['width', 'height'] as const) {
      Object.defineProperty(element, side, {
        get: () => pixels[side],
        set: (value: number) => {
          pixels[side] = value;
        },
      });
    }
    Object.defineProperty(element, 'getContext', { value: () => pixels.getContext('2d') });
    return element;
  }) as typeof document.createElement;
  return { document, canvases };
}

/**
 * Mounts a figure, shows it `data` and returns its markup. Canvases become lossy WebP images with the same class and style, as data
 * URLs, so that the page needs no further request for them.
 */
export async function still<Options, Data>(mount: Mount<Options, Data>, options: Options & FigureOptions, data: Data): Promise<string> {
  const { document, canvases } = drawingDocument();
  const host = document.createElement('div');
  document.body.append(host);
  mount(host, options).update(data);
  for (const [element, pixels] of canvases) {
    if (!element.isConnected) continue;
    const image = document.createElement('img');
    const webp = await pixels.encode('webp', 60);
    image.setAttribute('src', `data:image/webp;base64,${webp.toString('base64')}`);
    image.setAttribute('alt', '');
    for (const name of ['class', 'style']) {
      const value = element.getAttribute(name);
      if (value) image.setAttribute(name, value);
    }
    image.setAttribute('width', String(pixels.width));
    image.setAttribute('height', String(pixels.height));
    element.replaceWith(image);
  }
  return host.innerHTML;
}
