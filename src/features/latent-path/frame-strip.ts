// The frames of a path side by side under their name, with a mark around the one that is shown large.
import { select } from 'd3';
import { PIXELS } from '../../model/spec.ts';
import { digitCanvas, drawDigits } from '../../kit/draw/ink.ts';

export interface FrameStrip {
  /**
   * Draws the frames.
   * @param images `[n, 784]` in 0..1
   * @param frame index of the marked one
   */
  show(images: Float32Array, frame: number): void;
}

/** Builds a strip at the end of `host`. `onFrame` gets the index of the frame that the reader points at. */
export function frameStrip(host: HTMLElement, name: string, onFrame?: (frame: number) => void): FrameStrip {
  const part = select(host).append('div').attr('class', 'strip');
  part.append('div').attr('class', 'strip-name').text(name);
  const frames = part.append('div').attr('class', 'strip-frames');
  const canvas = digitCanvas(host.ownerDocument);
  frames.node()!.append(canvas);
  const mark = frames.append('div').attr('class', 'strip-mark');
  let count = 0;
  if (onFrame) {
    frames.on('click', (event: MouseEvent) => {
      const { left, width } = frames.node()!.getBoundingClientRect();
      onFrame(Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * count))));
    });
  }
  return {
    show(images, frame) {
      count = images.length / PIXELS;
      if (canvas.width !== count * canvas.height) canvas.width = count * canvas.height;
      drawDigits(canvas, images, count);
      frames.attr('style', `aspect-ratio: ${count} / 1`);
      mark.attr('style', `left: ${((100 * frame) / count).toFixed(3)}%; width: ${(100 / count).toFixed(3)}%`);
    },
  };
}
