// What the film strip of a recorded run shows, for the build's pictures of it.
import { ask } from '../../build/ask.ts';
import { recordedRun } from '../../build/recorded.ts';
import { rows } from '../../model/rows.ts';
import { PIXELS } from '../../model/spec.ts';
import { stripIndices, type TimelineData } from './figure.ts';

/** All moments of a recorded run, the last of them chosen. */
export async function filmOf(run: string): Promise<TimelineData> {
  const { record, checkpoints, images } = await recordedRun(run);
  const labels = Uint8Array.from(record.labels);
  const indices = stripIndices(labels);
  const copiesAt = async (at: number) => (await ask(run, { kind: 'reconstruct', which: 'network', indices, at })).reconstructions;
  return {
    steps: checkpoints,
    frames: await Promise.all(checkpoints.map(copiesAt)),
    labels: indices.map((index) => labels[index]!),
    images: rows(images, PIXELS, indices),
    chosen: checkpoints.length - 1,
  };
}
