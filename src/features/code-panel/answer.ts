// A weights file that this page once saved, read in the worker.
import { MOST_WEIGHTS_BYTES, readWeights } from '../../model/weights-file.ts';
import type { AnswersOf } from '../../train/answers.ts';

export const answers: AnswersOf<'code-panel'> = {
  /** Throws a sentence that names the file. */
  async 'code-panel:weights'({ name, file }) {
    if (file.size > MOST_WEIGHTS_BYTES) throw new Error(`${name} is larger than any weights' file that this page saves.`);
    return readWeights(await file.arrayBuffer(), name);
  },
};
