// A small picture for each chapter, of what its figures show of the recorded runs: the wall of the landing page. They bear no words.
import { mountCostChart } from '../features/cost-chart/figure.ts';
import { errorHistogram } from '../features/held-out/error-histogram.ts';
import { errorWindow, parted, thresholdBy } from '../features/held-out/scores.ts';
import { heldOutPicture } from '../features/held-out/still.ts';
import { mountNetworkDiagram } from '../features/network-diagram/figure.ts';
import { pageIndices } from '../features/reconstruction/figure.ts';
import { codeField } from '../kit/draw/code-field.ts';
import type { Mount } from '../kit/draw/figure.ts';
import { digitCanvas, drawDigits, type Colouring } from '../kit/draw/ink.ts';
import { gridCodes, manifoldWindow } from '../kit/draw/plane.ts';
import { DEFAULT_SET } from '../data/sets/index.ts';
import { recordedCosts } from '../model/cost.ts';
import { stepNoise } from '../model/random.ts';
import { rows } from '../model/rows.ts';
import { PIXELS } from '../model/spec.ts';
import { ask } from './ask.ts';
import { recordedRun } from './recorded.ts';
import { still } from './still.ts';

/** The runs that are shown, whatever the reader's own run. */
const RUN = DEFAULT_SET;
const DENOISING = 'small-denoising';

/** Digits across a picture: three rows of them make it 4 to 3, as all pictures are. */
const COLUMNS = 4;

interface Row {
  readonly images: Float32Array;
  readonly columns: number;
  readonly colouring?: Colouring;
}

/** Rows of digits, one under the other. */
const mountRows: Mount<object, readonly Row[]> = (host) => ({
  update(all) {
    for (const { images, columns, colouring } of all) {
      const canvas = digitCanvas(host.ownerDocument, columns, images.length / PIXELS / columns);
      host.append(canvas);
      drawDigits(canvas, images, columns, colouring);
    }
  },
});

const drawRows = (...all: readonly Row[]) => still(mountRows, { width: 300 }, all);

/** Of a run's watch digits, some of each kind. */
async function someDigits(count: number): Promise<Float32Array> {
  const { images, record } = await recordedRun(RUN);
  return rows(images, PIXELS, pageIndices(Uint8Array.from(record.labels), 0, count));
}

/** Part of the map, as wide as all and three quarters as high. */
async function mapOf(which: 'network' | 'pca'): Promise<string> {
  const [CELLS, CUT] = [8, 1];
  const { codes } = await ask(RUN, { kind: 'codes', which });
  const { images } = await ask(RUN, { kind: 'decode', which, codes: gridCodes(manifoldWindow(codes), CELLS) });
  return drawRows({ images: images.slice(CUT * CELLS * PIXELS, -CUT * CELLS * PIXELS), columns: CELLS });
}

const PICTURES: Readonly<Record<string, () => Promise<string>>> = {
  'unsupervised-learning': async () => drawRows({ images: await someDigits(12), columns: COLUMNS }),

  async autoencoders() {
    const { images, record } = await recordedRun(RUN);
    const indices = pageIndices(Uint8Array.from(record.labels), 1, COLUMNS);
    const { reconstructions } = await ask(RUN, { kind: 'reconstruct', which: 'network', indices });
    const inputs = rows(images, PIXELS, indices);
    const differences = reconstructions.map((value, k) => value - inputs[k]!);
    const row = { columns: COLUMNS };
    return drawRows(
      { ...row, images: inputs },
      { ...row, images: reconstructions },
      { ...row, images: differences, colouring: 'difference' },
    );
  },

  // A digit's rim is blank: the stylesheet cuts it off above and below.
  digits: async () => drawRows({ images: (await someDigits(3)).subarray(PIXELS, 2 * PIXELS), columns: 1 }),

  pca: () => mapOf('pca'),

  async network() {
    const { spec } = (await recordedRun(RUN)).record.config;
    return still(mountNetworkDiagram, { width: 640 }, { spec, picked: null });
  },

  async training() {
    const { record } = await recordedRun(RUN);
    const mount: typeof mountCostChart = (host, options) => {
      const chart = mountCostChart(host, options);
      // The plot without the room for its words.
      host.querySelector('svg')?.setAttribute('viewBox', '34 20 300 250');
      return chart;
    };
    const { costs, baselines, config } = record;
    const axes = { steps: config.train.steps, logSteps: true, logCost: true, reading: null };
    return still(mount, { width: 432 }, { costs: recordedCosts(costs), ghost: [], baselines, ...axes });
  },

  async testing() {
    const plane = await ask(RUN, { kind: 'codes', which: 'network' });
    const mount: Mount<object, typeof plane> = (host) => {
      const field = codeField(host, { width: 400, height: 300 }, () => {});
      return { update: (data) => field.show(data) };
    };
    return still(mount, { width: 400 }, plane);
  },

  generating: () => mapOf('network'),

  async variants() {
    const noise = stepNoise(0, 0);
    const clean = await someDigits(COLUMNS);
    const noisy = clean.map((value, i) => value + 0.3 * noise(i));
    const { reconstructions } = await ask(DENOISING, { kind: 'encode', which: 'network', images: noisy });
    const row = { columns: COLUMNS };
    return drawRows({ ...row, images: clean }, { ...row, images: noisy }, { ...row, images: reconstructions });
  },

  async anomalies() {
    const stranger = 7;
    const { scored, known } = await heldOutPicture(RUN, stranger, 1);
    const upTo = errorWindow(scored.errors);
    const threshold = thresholdBy({ share: 0.05 }, parted(scored, stranger).known);
    const data = { scored, known, stranger, threshold, upTo };
    return still((host) => errorHistogram(host, { width: 392 }), { width: 392 }, data);
  },
};

/** Markup of a chapter's picture; undefined for a chapter that has none. */
export async function chapterPicture(chapter: string): Promise<string | undefined> {
  return PICTURES[chapter]?.();
}
