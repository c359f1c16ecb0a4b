// Draws a figure without a browser, for readers without JavaScript and for the page before its scripts run.
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { parseHTML } from 'linkedom';
import sharp, { type WebpOptions } from 'sharp';
import type { FigureOptions, Mount } from '../kit/draw/figure.ts';
import { keepFile } from './keep-file.ts';

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

/** Steps of ink that a single digit is left with: an eye sees no more in so few pixels, and fewer still of a colour. */
const STEPS = { ink: 15, colour: 9 } as const;

/**
 * WebP, lossy or in a few steps of ink without loss, whichever is shorter: single digits gain by the second. Not by the canvas's
 * own encoder, whose colour profile is four times a small digit's bytes.
 */
async function encode(pixels: Canvas, steps: number): Promise<Buffer> {
  const { width, height } = pixels;
  const { data } = pixels.getContext('2d').getImageData(0, 0, width, height);
  const packed = (bytes: Uint8ClampedArray, options: WebpOptions) =>
    sharp(bytes, { raw: { width, height, channels: 4 } })
      .webp({ ...options, effort: 6 })
      .toBuffer();
  const lossy = await packed(data, { quality: 60, alphaQuality: 60 });
  if (lossy.length > INLINE_LIMIT) return lossy;
  const stepped = data.map((value, i) => {
    const alpha = Math.round((data[i | 3]! * steps) / 255);
    return alpha === 0 ? 0 : i % 4 === 3 ? (alpha * 255) / steps : Math.round((value * steps) / 255) * (255 / steps);
  });
  const lossless = await packed(stepped, { lossless: true });
  return lossless.length < lossy.length ? lossless : lossy;
}

/** Up to this many bytes a picture stands in the page itself: a request for a single digit would cost more. */
const INLINE_LIMIT = 1_500;

/** Address of a picture: the picture itself where it is small (and in tests), else a file that `picture-files.ts` brings to the site. */
async function addressOf(webp: Buffer, inlineLimit: number): Promise<string> {
  if (webp.length <= inlineLimit) return `data:image/webp;base64,${webp.toString('base64')}`;
  return keepFile(webp, 'webp', 'image/webp');
}

/**
 * Mounts a figure, shows it `data` and returns its markup. Canvases become lossy WebP images with the same class and style.
 * @param inlineLimit largest image that stands in the page itself, in bytes; the others are files
 */
export async function still<Options, Data>(
  mount: Mount<Options, Data>,
  options: Options & FigureOptions,
  data: Data,
  inlineLimit = INLINE_LIMIT,
): Promise<string> {
  const { document, canvases } = drawingDocument();
  const host = document.createElement('div');
  document.body.append(host);
  mount(host, options).update(data);
  for (const [element, pixels] of canvases) {
    if (!element.isConnected) continue;
    const image = document.createElement('img');
    const attributes = {
      width: String(pixels.width),
      height: String(pixels.height),
      alt: '',
      loading: 'lazy',
      class: element.getAttribute('class'),
      style: element.getAttribute('style'),
      src: await addressOf(await encode(pixels, element.classList.contains('ink') ? STEPS.ink : STEPS.colour), inlineLimit),
    };
    for (const [name, value] of Object.entries(attributes)) if (value !== null) image.setAttribute(name, value);
    element.replaceWith(image);
  }
  return host.innerHTML;
}
