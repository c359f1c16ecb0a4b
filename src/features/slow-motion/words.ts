// One training step told in five sentences, with the numbers of that step.
import type { LayerReport, StepReport } from '../../model/step-report.ts';
import { layerShapes, parameterCount, type ModelSpec } from '../../model/spec.ts';
import { costText, countText, listText, percentText } from '../../kit/words.ts';

/** The parts of a step, in their order. */
export const STAGES = ['Draw a batch', 'Forward', 'Error', 'Backward', 'Update'] as const;

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A small number with two digits that count: `0.0031`, or `4.2 × 10⁻⁵` below a thousandth. */
export function smallText(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= 1e-3) return Number(value.toPrecision(2)).toString();
  const [digits, power] = value.toExponential(1).split('e-');
  return `${digits} × 10⁻${[...power!].map((digit) => RAISED[Number(digit)]).join('')}`;
}

const percent = (part: number) => (part > 0 && part < 0.01 ? 'under 1 %' : percentText(part));

/** Two short lines about a layer for each stage; none where the layer does nothing. */
export function layerNotes(
  stage: number,
  { activation, saturated, gradientNorm, largestGradient, meanChange, largestChange }: LayerReport,
) {
  const notes: readonly (readonly [string, string] | undefined)[] = [
    undefined,
    [`|y| ${smallText(activation)}`, saturated === null ? 'no flat part' : `${percent(saturated)} flat`],
    undefined,
    [`‖g‖ ${smallText(gradientNorm)}`, `max ${smallText(largestGradient)}`],
    [`± ${smallText(meanChange)}`, `max ${smallText(largestChange)}`],
  ];
  return notes[stage];
}

/** The place of the layer for which `of` is largest. */
function most(layers: readonly LayerReport[], of: (layer: LayerReport) => number): number {
  return layers.reduce((best, layer, k) => (of(layer) > of(layers[best]!) ? k : best), 0);
}

/** What happens at a unit's end of its activation function. */
const FLAT_AT = { tanh: 'close to −1 or 1', sigmoid: 'close to 0 or 1', relu: 'at 0', linear: '' } as const;

function forwardWords(spec: ModelSpec, { layers, batch }: StepReport): string {
  const through = `The ${countText(batch)} digits go through ${layers.length} layers.`;
  const flattest = most(layers, ({ saturated }) => saturated ?? 0);
  const share = layers[flattest]!.saturated ?? 0;
  const own = `The units of layer 1 answer with ${smallText(layers[0]!.activation)} on average, sign aside.`;
  if (share === 0) return `${through} ${own} No unit has reached the flat part of its activation function.`;
  const where = FLAT_AT[layerShapes(spec)[flattest]!.activation];
  return `${through} ${own} In layer ${flattest + 1}, ${percent(share)} of the answers are ${where}, where a change hardly shows.`;
}

function updateWords(spec: ModelSpec, { layers, learningRate, cost, costAfter, batch }: StepReport): string {
  const count = parameterCount(spec);
  const moves = layerShapes(spec).reduce((sum, { inputs, outputs }, k) => sum + layers[k]!.meanChange * (inputs + 1) * outputs, 0) / count;
  const change = costAfter / cost - 1;
  const by = Math.abs(change) < 5e-4 ? 'nearly the same' : `${percentText(Math.abs(change), 1)} ${change < 0 ? 'less' : 'more'}`;
  return `The update moves the ${countText(count)} numbers by ${smallText(moves)} on average, at a learning rate of ${smallText(learningRate)}. The same ${countText(batch)} digits now cost ${costText(costAfter)}: ${by}.`;
}

/** A stage of a step in a sentence or two. */
export function stageWords(stage: number, spec: ModelSpec, report: StepReport): string {
  const { step, batch, pool, labels, cost, objective, layers } = report;
  switch (stage) {
    case 0:
      return `Step ${countText(step)} draws ${countText(batch)} digits at random out of ${countText(pool)}. The first ${labels.length} are ${listText(labels)}.`;
    case 1:
      return forwardWords(spec, report);
    case 2: {
      const own = Math.abs(objective / cost - 1) > 1e-3 ? ` With the terms of this variant, the step lowers ${costText(objective)}.` : '';
      return `Copy minus digit, squared, averaged over ${countText(batch)} digits and 784 pixels: the batch costs ${costText(cost)}.${own}`;
    }
    case 3: {
      const steepest = most(layers, ({ gradientNorm }) => gradientNorm);
      return `The error goes back layer by layer and leaves a gradient in each: its length is ${smallText(layers.at(-1)!.gradientNorm)} in the last layer and ${smallText(layers[0]!.gradientNorm)} in the first, and largest in layer ${steepest + 1}.`;
    }
    default:
      return updateWords(spec, report);
  }
}

/** A stage with its name; of the reader's step. */
export const namedWords = (stage: number, spec: ModelSpec, report: StepReport): string =>
  `${stage + 1}. ${STAGES[stage]}. ${stageWords(stage, spec, report)}`;

/** The same of the recorded run's step, which is shown until the reader takes one. */
export const recordedWords = (stage: number, spec: ModelSpec, report: StepReport): string =>
  `Recorded run. ${namedWords(stage, spec, report)}`;
