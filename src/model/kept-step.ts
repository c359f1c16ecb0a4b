// The report of a training step as the build keeps it in a file for the page: JSON, images and reconstructions to three decimals.
import { Fields, isNumber } from './fields.ts';
import { parseSpec } from './record.ts';
import { layerShapes, PIXELS, type ModelSpec } from './spec.ts';
import type { LayerReport, StepReport } from './step-report.ts';

export interface KeptStep {
  readonly spec: ModelSpec;
  readonly report: StepReport;
}

/** The file's name, in sentences. */
const FILE = 'the kept step';

/** As JSON. */
export function keptStepText({ spec, report }: KeptStep): string {
  const rounded = (values: Float32Array) => Array.from(values, (value) => Math.round(1000 * value) / 1000);
  return JSON.stringify({
    spec,
    report: { ...report, images: rounded(report.images), reconstructions: rounded(report.reconstructions) },
  });
}

function parseLayer(value: unknown): LayerReport {
  const fields = new Fields(value, FILE, 'report.layers.');
  return {
    activation: fields.number('activation'),
    saturated: fields.value('saturated', (share): share is number | null => share === null || isNumber(share)),
    gradientNorm: fields.number('gradientNorm'),
    largestGradient: fields.number('largestGradient'),
    meanChange: fields.number('meanChange'),
    largestChange: fields.number('largestChange'),
  };
}

/** Reads parsed JSON. Throws a sentence that names the first field that is wrong. */
export function parseKeptStep(value: unknown): KeptStep {
  const fields = new Fields(value, FILE);
  const spec = parseSpec(fields.fields('spec'));
  const report = fields.fields('report');
  const labels = report.numbers('labels');
  const pixels = (name: string) => Float32Array.from(report.numbers(name, ({ length }) => length === labels.length * PIXELS));
  const layers = report.value('layers', (list): list is unknown[] => Array.isArray(list) && list.length === layerShapes(spec).length);
  return {
    spec,
    report: {
      step: report.whole('step', 1),
      batch: report.whole('batch', 1),
      pool: report.whole('pool', 1),
      labels,
      images: pixels('images'),
      reconstructions: pixels('reconstructions'),
      objective: report.number('objective'),
      cost: report.number('cost'),
      costAfter: report.number('costAfter'),
      learningRate: report.number('learningRate'),
      layers: layers.map(parseLayer),
    },
  };
}
