// A run as a TypeScript program for TensorFlow.js. Only what belongs to the run's variant is printed.
import { CONTRACTIVE_STEP, PIXELS, variantOf, type Init, type RunConfig, type Variant } from '../model/spec.ts';
import { halves, headline, indent } from './text.ts';

/** What a training step decodes and adds, by variant: lines of the function `loss`. */
function lossLines(variant: Variant, size: number): string[] {
  const mse = 'const cost = tf.mean(tf.squaredDifference(decode(z), x));';
  switch (variant.kind) {
    case 'plain':
      return ['const z = encode(x);', mse, 'return { cost, total: cost };'];
    case 'denoising':
      return [`const z = encode(tf.add(x, tf.mul(noise, ${variant.sigma})));`, mse, 'return { cost, total: cost };'];
    case 'sparse':
      return ['const z = encode(x);', mse, `return { cost, total: tf.add(cost, tf.mul(tf.mean(tf.abs(z)), ${variant.weight})) };`];
    case 'contractive':
      return [
        'const z = encode(x);',
        `const stepped = encode(tf.add(x, tf.mul(noise, ${CONTRACTIVE_STEP})));`,
        mse,
        'const slope = tf.mean(tf.sum(tf.squaredDifference(stepped, z), 1));',
        `return { cost, total: tf.add(cost, tf.mul(slope, ${variant.weight} / ${CONTRACTIVE_STEP} ** 2)) };`,
      ];
    case 'variational':
      return [
        `const [mean, logVariance] = tf.split(encode(x), 2, 1);`,
        'const z = tf.add(mean, tf.mul(tf.exp(tf.div(logVariance, 2)), noise));',
        mse,
        'const divergence = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));',
        `const prior = tf.mean(tf.mul(tf.sum(divergence, 1), 0.5)); // KL from N(0, 1), ${size === 1 ? 'one number' : `${size} numbers`} a code`,
        `return { cost, total: tf.add(cost, tf.mul(prior, ${variant.beta} / ${PIXELS})) };`,
      ];
  }
}

const noiseWidth = ({ kind }: Variant, size: number) =>
  kind === 'variational' ? size : kind === 'denoising' || kind === 'contractive' ? PIXELS : 0;

function initText(init: Init): string {
  if (init.kind === 'zero') return '0';
  return init.kind === 'normal' ? String(init.sigma) : '1 / Math.sqrt(inputs)';
}

function rateLines({ train }: RunConfig): string[] {
  const { schedule, learningRate } = train;
  if (schedule.kind === 'constant') return [`const learningRate = (_step: number) => ${learningRate};`];
  return [
    `/** A warm-up of ${schedule.warmup} steps, then half a cosine down to 0. */`,
    'function learningRate(step: number): number {',
    `  if (step < ${schedule.warmup}) return (${learningRate} * (step + 1)) / ${schedule.warmup};`,
    `  const progress = Math.min(1, (step - ${schedule.warmup}) / ${schedule.steps - schedule.warmup});`,
    `  return ${learningRate} * 0.5 * (1 + Math.cos(Math.PI * progress));`,
    '}',
  ];
}

/** A module that exports `train`. Needs `@tensorflow/tfjs`. */
export function tfjsSource(config: RunConfig): string {
  const { spec, train, seed } = config;
  const variant = variantOf(spec);
  const size = spec.units[spec.code]!;
  const width = noiseWidth(variant, size);
  const { encoder, decoder } = halves(config);
  const layer = ({ inputs, outputs, activation }: (typeof encoder)[number]) =>
    `{ inputs: ${inputs}, outputs: ${outputs}, activation: '${activation}' },`;
  const { beta1, beta2, epsilon } = train.adam;
  const noisy = width > 0;
  return [
    `// ${headline(config)}`,
    "import * as tf from '@tensorflow/tfjs';",
    '',
    'const ENCODER = [',
    ...indent(encoder.map(layer), 2),
    '] as const;',
    'const DECODER = [',
    ...indent(decoder.map(layer), 2),
    '] as const;',
    'const LAYERS = [...ENCODER, ...DECODER];',
    `const BATCH = ${train.batch};`,
    '',
    ...rateLines(config),
    '',
    'const ACTIVATE = { linear: (x: tf.Tensor) => x, tanh: tf.tanh, relu: tf.relu, sigmoid: tf.sigmoid };',
    '',
    '/** Weights [inputs, outputs] and biases [outputs] of every layer, one after the other. */',
    'export function initialParameters(): Float32Array[] {',
    '  const normal = (sigma: number, shape: number[], seed: number) =>',
    "    tf.randomNormal(shape, 0, sigma, 'float32', seed).dataSync<'float32'>();",
    '  return LAYERS.flatMap(({ inputs, outputs }, k) => [',
    `    normal(${initText(train.weights)}, [inputs, outputs], ${seed} + 2 * k),`,
    `    normal(${initText(train.biases)}, [outputs], ${seed} + 2 * k + 1),`,
    '  ]);',
    '}',
    '',
    'export interface Given {',
    '  /** Images [n, 784], ink from 0 to 1. */',
    '  images: Float32Array;',
    '  start?: Float32Array[];',
    '  steps?: number;',
    '  /** Indices of the images of a step; by default drawn with replacement. */',
    '  batchAt?: (step: number) => ArrayLike<number>;',
    ...(noisy ? [`  /** Normal noise [BATCH, ${width}] of a step. */`, '  noiseAt?: (step: number) => Float32Array;'] : []),
    '  onStep?: (step: number, cost: number) => void;',
    '}',
    '',
    '/** Trains, and gives the parameters as `initialParameters` lays them out. */',
    'export async function train(given: Given): Promise<Float32Array[]> {',
    `  const { images, start = initialParameters(), steps = ${train.steps}, onStep } = given;`,
    `  const count = images.length / ${PIXELS};`,
    '  const draw = () => Int32Array.from({ length: BATCH }, () => Math.floor(Math.random() * count));',
    '  const batchAt = given.batchAt ?? draw;',
    '  const variables = LAYERS.flatMap(({ inputs, outputs }, k) => [',
    '    tf.variable(tf.tensor2d(start[2 * k]!, [inputs, outputs])),',
    '    tf.variable(tf.tensor1d(start[2 * k + 1]!)),',
    '  ]);',
    '',
    '  function through(x: tf.Tensor, from: number, to: number): tf.Tensor {',
    '    let y = x;',
    '    for (let k = from; k < to; k++) {',
    '      y = ACTIVATE[LAYERS[k]!.activation](tf.add(tf.matMul(y as tf.Tensor2D, variables[2 * k] as tf.Tensor2D), variables[2 * k + 1]!));',
    '    }',
    '    return y;',
    '  }',
    '  const encode = (x: tf.Tensor) => through(x, 0, ENCODER.length);',
    '  const decode = (z: tf.Tensor) => through(z, ENCODER.length, LAYERS.length);',
    '',
    `  function loss(x: tf.Tensor2D${noisy ? ', noise: tf.Tensor2D' : ''}): { cost: tf.Tensor; total: tf.Tensor } {`,
    ...indent(lossLines(variant, size), 4),
    '  }',
    '',
    `  const optimizer = tf.train.adam(0, ${beta1}, ${beta2}, ${epsilon});`,
    '  for (let step = 0; step < steps; step++) {',
    `    const batch = new Float32Array(BATCH * ${PIXELS});`,
    `    Array.from(batchAt(step)).forEach((index, n) => batch.set(images.subarray(index * ${PIXELS}, (index + 1) * ${PIXELS}), n * ${PIXELS}));`,
    '    // Read afresh at every update.',
    '    (optimizer as unknown as { learningRate: number }).learningRate = learningRate(step);',
    '    const cost = tf.tidy(() => {',
    `      const x = tf.tensor2d(batch, [BATCH, ${PIXELS}]);`,
    ...(noisy
      ? [
          '      const drawn = given.noiseAt?.(step);',
          `      const noise = drawn ? tf.tensor2d(drawn, [BATCH, ${width}]) : (tf.randomNormal([BATCH, ${width}]) as tf.Tensor2D);`,
        ]
      : []),
    '      let found: tf.Tensor | undefined;',
    '      optimizer.minimize(() => {',
    `        const { cost, total } = loss(x${noisy ? ', noise' : ''});`,
    '        found = tf.keep(tf.clone(cost));',
    '        return total as tf.Scalar;',
    '      });',
    '      return found!;',
    '    });',
    '    onStep?.(step, (await cost.data())[0]!);',
    '    cost.dispose();',
    '  }',
    "  const trained = variables.map((each) => each.dataSync<'float32'>());",
    '  for (const each of variables) each.dispose();',
    '  return trained;',
    '}',
    '',
  ].join('\n');
}
