// Asks a recorded run what a figure asks of the worker, and answers as the worker does: pictures show what readers will see.
import { openSource } from '../cli/open-source.ts';
import { testCounts, watchLabels } from '../data/source.ts';
import { answer, flattener } from '../train/answers.ts';
import type { AnswerOf, Kind, Query, QueryOf } from '../train/protocol.ts';
import { recordedRun, watched } from './recorded.ts';

const flatten = flattener();

/** The answer about the recorded run `run`. Throws a sentence where the worker would refuse. */
export async function ask<K extends Kind>(run: string, query: QueryOf<K>): Promise<AnswerOf<K>> {
  const { record, images, pca, at } = await recordedRun(run);
  const asked = query as Query;
  if (asked.which === 'ghost') throw new Error('A recorded run has no run before it.');
  const network = asked.which === 'pca' ? pca : at(asked.kind === 'reconstruct' ? asked.at : undefined);
  return answer(query, {
    network,
    flat: () => flatten(network),
    step: network.step,
    watched: async () => images,
    labels: async () => Uint8Array.from(record.labels),
    config: async () => record.config,
    resources: {
      watched,
      labels: async (data, digits) => watchLabels(digits, testCounts(await openSource(data))),
      tryEngine: () => Promise.reject(new Error('The build has no time of an engine that is anybody else’s.')),
    },
    pca: async () => pca,
    past: () => [],
    late: () => false,
    dropped: () => false,
    tell: () => {},
  });
}
