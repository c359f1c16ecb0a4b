// A recorded run of a small network, served in place of the site's: any engine can train it in seconds.
import { pen } from '../../src/data/sets/pen.ts';
import type { Page } from '@playwright/test';
import { encode, intensities } from '../../src/model/forward.ts';
import { toHalves } from '../../src/model/half.ts';
import { initialParameters } from '../../src/model/init.ts';
import { pca, pcaParameters, pcaSpec } from '../../src/model/pca.ts';
import { recipeRun } from '../../src/model/recipes.ts';
import type { RunRecord } from '../../src/model/record.ts';
import { layerShapes, PIXELS, type ModelSpec, type RunConfig } from '../../src/model/spec.ts';
import { penSource } from '../../src/data/pen.ts';
import { loadWatched, watchLabels } from '../../src/data/source.ts';

export const SMALL_SPEC: ModelSpec = { units: [PIXELS, 16, 2, 16, PIXELS], activations: ['tanh', 'linear', 'tanh', 'linear'], code: 2 };

function bytesOf(values: Uint16Array | Float32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

let watched: Promise<Uint8Array> | undefined;
let exact: Float32Array | undefined;

/** `pca.bin`, of the watch digits themselves: the training digits would take seconds. */
function pcaFile(bytes: Uint8Array): Float32Array {
  if (exact) return exact;
  const found = pca(bytes, 2);
  const codes = encode(pcaSpec(2), pcaParameters(found), intensities(bytes));
  return (exact = Float32Array.from([...Array.from(found.mean), ...Array.from(found.components), ...codes]));
}

/** Steps of a run that is paused before it ends, however late a test presses: the recipe's 750 are over in a second on a network so small. */
export const ENDLESS = 100_000;

/**
 * From now on the page's recorded runs are of an untrained 784-16-2-16-784 network on the synthetic digits.
 * @param steps of the run that trains; by default those of the recipe
 */
export async function serveSmallRun(page: Page, steps?: number): Promise<void> {
  const recipe = recipeRun('fast', 'pen', 0);
  const train = steps === undefined ? recipe.train : { ...recipe.train, steps, schedule: { kind: 'constant' as const } };
  const config: RunConfig = { ...recipe, spec: SMALL_SPEC, train };
  const labels = [...watchLabels(config.digits, pen.counts.test)];
  const bytes = await (watched ??= loadWatched(penSource, config.digits));
  const record: RunRecord = {
    version: 1,
    name: 'small',
    config,
    engine: 'none',
    msPerStep: 1,
    trainImages: 1,
    testImages: 1,
    labels,
    costs: [
      [0, 0.1, 0.1],
      [1, 0.1, 0.1],
    ],
    codeSteps: [0, 1],
    testCost: 0.1,
    testCostByDigit: config.digits.map(() => 0.1),
    baselines: { zero: 0.1, mean: 0.05, pca1: 0.04, pca2: 0.035 },
  };
  const parameters = initialParameters(SMALL_SPEC, config.train, 0);
  const halves = toHalves(parameters);
  const codes = encode(SMALL_SPEC, parameters, intensities(bytes));
  const cut = layerShapes(SMALL_SPEC)[SMALL_SPEC.code]!.weightsAt;
  const files: Readonly<Record<string, Buffer>> = {
    'run.json': Buffer.from(JSON.stringify(record)),
    'encoder.bin': bytesOf(halves.slice(0, cut)),
    'decoder.bin': bytesOf(halves.slice(cut)),
    'codes.bin': bytesOf(Float32Array.of(...codes, ...codes)),
    'pca.bin': bytesOf(pcaFile(bytes)),
  };
  await page.route(/\/runs\/[a-z]+\//, (route) => {
    const body = files[new URL(route.request().url()).pathname.split('/').at(-1)!];
    return body ? route.fulfill({ body }) : route.continue();
  });
}
