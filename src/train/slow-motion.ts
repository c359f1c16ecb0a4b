// One training step under the magnifier: the network before it on its batch, what the step did, the batch after it.
import { HEAD_STEPS } from '../model/batches.ts';
import { codeOf } from '../model/code-stage.ts';
import { intensities, type Chain } from '../model/forward.ts';
import { layerShapes, PIXELS, type ModelSpec, type TrainConfig } from '../model/spec.ts';
import { activityOf, changeOf, type StepReport } from '../model/step-report.ts';
import { pickImages } from '../data/pick.ts';
import type { Dataset } from '../data/source.ts';
import type { Engine } from './engine.ts';

/** Images of the batch that are shown. */
const SHOWN = 4;

/** Every layer's outputs on images `[n, 784]`; of the code, what is decoded outside training steps. */
function outputsOf(spec: ModelSpec, parameters: Float32Array, images: Float32Array, through: Chain): Float32Array[] {
  let values = images;
  return layerShapes(spec).map((shape, k) => {
    const outputs = through([shape], parameters, values);
    return (values = k + 1 === spec.code ? codeOf(spec, outputs) : outputs);
  });
}

export interface Magnified {
  readonly engine: Engine;
  readonly spec: ModelSpec;
  readonly train: TrainConfig;
  readonly dataset: Dataset;
  /** Steps taken before this one, and the indices of its batch. */
  readonly step: number;
  readonly indices: Int32Array;
  readonly learningRate: number;
  /** Computes the layers one by one. */
  readonly chain: () => Promise<Chain>;
}

/** Takes the step by `advance`, which gives the cost of its batch, and looks at the network before and after. */
export async function magnify(
  { engine, spec, train, dataset, step, indices, learningRate, chain }: Magnified,
  advance: () => Promise<number>,
): Promise<StepReport> {
  const { images, labels, head } = dataset.train;
  const bytes = pickImages(images, [...indices]);
  const before = await engine.snapshot();
  const cost = await engine.evaluate(bytes);
  const objective = await advance();
  const [after, costAfter, through] = [await engine.snapshot(), await engine.evaluate(bytes), await chain()];
  const batch = intensities(bytes);
  const outputs = outputsOf(spec, before.parameters, batch, through);
  return {
    step: step + 1,
    batch: indices.length,
    pool: step < HEAD_STEPS ? Math.min(head, labels.length) : labels.length,
    labels: [...indices.subarray(0, SHOWN)].map((index) => labels[index]!),
    images: batch.slice(0, SHOWN * PIXELS),
    reconstructions: outputs.at(-1)!.slice(0, SHOWN * PIXELS),
    objective,
    cost,
    costAfter,
    learningRate,
    layers: layerShapes(spec).map((shape, k) => ({
      ...activityOf(outputs[k]!, shape.activation),
      ...changeOf(shape, before, after, train.adam.beta1),
    })),
  };
}
