// The film strip of a recorded run, as the build draws it.
import { ask } from '../../build/ask.ts';
import { pictures } from '../../build/pictures.ts';
import { recordedRun } from '../../build/recorded.ts';
import { rows } from '../../model/rows.ts';
import { PIXELS } from '../../model/spec.ts';
import { mountTimeline, stripIndices } from './figure.ts';

/** Markup of the strip of a recorded run. */
export async function filmPicture(run: string): Promise<string> {
  const { record, checkpoints, images } = await recordedRun(run);
  const labels = Uint8Array.from(record.labels);
  const indices = stripIndices(labels);
  const copiesAt = async (at: number) => (await ask(run, { kind: 'reconstruct', which: 'network', indices, at })).reconstructions;
  return pictures(
    mountTimeline,
    {},
    {
      steps: checkpoints,
      frames: await Promise.all(checkpoints.map(copiesAt)),
      labels: indices.map((index) => labels[index]!),
      images: rows(images, PIXELS, indices),
      chosen: checkpoints.length - 1,
    },
  );
}
