// An image file as a digit, read in the worker, where unpacking it freezes nothing.
import { decodePicture, inkOf } from '../../data/pictures.ts';
import { normalised } from '../../model/normalise.ts';
import type { AnswersOf } from '../../train/answers.ts';

export const answers: AnswersOf<'draw-digit'> = {
  /** Throws a sentence that names the file. */
  async 'draw-digit:picture'({ name, file }) {
    const grey = await decodePicture(file, name);
    const ink = inkOf(grey);
    const image = ink && normalised(ink, grey.width);
    if (!image) throw new Error(`In ${name} nothing stands out from the paper. Choose an image with darker or larger strokes.`);
    return { image };
  },
};
