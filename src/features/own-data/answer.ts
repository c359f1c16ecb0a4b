// The reader's files in the worker, where unpacking them freezes nothing: data for a run.
import { countLabels } from '../../data/own.ts';
import { readOwn, type OwnFile, type Reading } from '../../data/own-files.ts';
import { decodePicture } from '../../data/pictures.ts';
import { pickImages } from '../../data/pick.ts';
import { testCounts } from '../../data/source.ts';
import { intensities } from '../../model/forward.ts';
import type { AnswersOf } from '../../train/answers.ts';
import type { OwnReport } from './question.ts';
import { keepOwn, openSource } from '../../train/sources.ts';

/** Images shown before the reader decides. */
const PREVIEW = 20;

/** A standing question may come up again before it is dropped; its files are read once. */
const reading = new WeakMap<readonly OwnFile[], Promise<OwnReport>>();

async function read(files: readonly OwnFile[], surroundings: Omit<Reading, 'decode'>): Promise<OwnReport> {
  const own = await readOwn(files, { decode: decodePicture, ...surroundings });
  const { images, labels, unlabelled, turned, fitted } = own;
  const name = keepOwn({ images, labels });
  const spread = Array.from({ length: PREVIEW }, (_, k) => Math.floor((k * labels.length) / PREVIEW));
  const test = testCounts(await openSource(name)).reduce((sum, count) => sum + count, 0);
  return { name, counts: countLabels(labels), test, unlabelled, turned, fitted, preview: intensities(pickImages(images, spread)) };
}

export const answers: AnswersOf<'own-data'> = {
  /** Reads files and keeps their images for a run. Throws a sentence. */
  async 'own-data:files'({ files }, { dropped, tell }) {
    const report = reading.get(files) ?? read(files, { dropped, tell: (doing, item, of) => tell({ doing, item, of }) });
    reading.set(files, report);
    const { preview, ...rest } = await report;
    // The answer is given away.
    return { ...rest, preview: preview.slice() };
  },
};
