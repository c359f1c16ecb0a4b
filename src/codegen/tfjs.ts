// A run as a TypeScript program for TensorFlow.js. Only what belongs to the run's variant is printed.
import { PIXELS, variantOf, type Init, type RunConfig } from '../model/spec.ts';
import { noiseWidth, type Variant } from '../model/variants/index.ts';
import { programOf } from './programs/index.ts';
import { halves, headline, indent } from './text.ts';

/** Lines of the function `loss`: what a training step decodes, and what the variant adds to the cost. */
function lossLines({ kind, level }: Variant): string[] {
  const { z, result } = programOf(kind).tfjs(level);
  // Image by image, as our own engine has it: one long sum of float32 loses digits.
  return [...z, 'const cost = tf.mean(tf.mean(tf.squaredDifference(decode(z), x), 1)); // over pixels, then images', ...result];
}

function initText(init: Init): string {
  if (init.kind === 'zero') return '0';
  return init.kind === 'normal' ? String(init.sigma) : '1 / Math.sqrt(inputs)';
}

function rateLines({ train }: RunConfig): string[] {
  const { schedule, learningRate } = train;
  if (schedule.kind === 'constant') return [`const learningRate = (_step: number) => ${learningRate};`];
  const { warmup, steps } = schedule;
  return [
    ...(warmup > 0 ? [`/** A warm-up of ${warmup} steps, then half a cosine down to 0. */`] : ['/** Half a cosine down to 0. */']),
    'function learningRate(step: number): number {',
    ...(warmup > 0 ? [`  if (step < ${warmup}) return (${learningRate} * (step + 1)) / ${warmup};`] : []),
    `  const progress = Math.min(1, (step - ${warmup}) / ${steps - warmup});`,
    `  return ${learningRate} * 0.5 * (1 + Math.cos(Math.PI * progress));`,
    '}',
  ];
}

/** Lines of `minimize(step, total)`: one update of all variables, that makes what `total` gives smaller. */
function updateLines({ train }: RunConfig): string[] {
  const { beta1, beta2, epsilon, nesterov } = train.adam;
  if (!nesterov) {
    return [
      `const optimizer = tf.train.adam(0, ${beta1}, ${beta2}, ${epsilon});`,
      'function minimize(step: number, total: () => tf.Scalar): void {',
      '  // Adam reads its learning rate afresh at every step.',
      '  Object.assign(optimizer, { learningRate: learningRate(step) });',
      '  optimizer.minimize(total);',
      '}',
      'const dispose = () => optimizer.dispose();',
    ];
  }
  return [
    '// Nadam (Dozat 2016), Adam that looks a step ahead: as Keras has it, tfjs has none.',
    'const means = variables.map((each) => [tf.variable(tf.zerosLike(each)), tf.variable(tf.zerosLike(each))] as const);',
    `const momentum = (t: number) => ${beta1} * (1 - 0.5 * 0.96 ** t);`,
    'let product = 1;',
    'function minimize(step: number, total: () => tf.Scalar): void {',
    '  const { value, grads } = tf.variableGrads(total, variables);',
    '  value.dispose();',
    '  const [rate, now, next] = [learningRate(step), momentum(step + 1), momentum(step + 2)];',
    '  product *= now;',
    '  variables.forEach((each, k) => {',
    '    const gradient = grads[each.name]!;',
    '    const [first, second] = means[k]!;',
    `    first.assign(tf.add(tf.mul(first, ${beta1}), tf.mul(gradient, 1 - ${beta1})));`,
    `    second.assign(tf.add(tf.mul(second, ${beta2}), tf.mul(tf.square(gradient), 1 - ${beta2})));`,
    '    const ahead = tf.add(tf.mul(first, next / (1 - product * next)), tf.mul(gradient, (1 - now) / (1 - product)));',
    `    const root = tf.add(tf.sqrt(tf.div(second, 1 - ${beta2} ** (step + 1))), ${epsilon});`,
    '    each.assign(tf.sub(each, tf.mul(rate, tf.div(ahead, root))));',
    '  });',
    '}',
    'const dispose = () => means.flat().forEach((each) => each.dispose());',
  ];
}

/** A module that exports `train`. Needs `@tensorflow/tfjs`. tfjs takes a seed of 0 for none, so seeds begin at 1. */
export function tfjsSource(config: RunConfig): string {
  const { spec, train, seed } = config;
  const variant = variantOf(spec);
  const width = noiseWidth(variant, spec.units[spec.code]!);
  const { encoder, decoder } = halves(config);
  const layer = ({ inputs, outputs, activation }: (typeof encoder)[number]) =>
    `{ inputs: ${inputs}, outputs: ${outputs}, activation: '${activation}' },`;
  const noisy = width > 0;
  return [
    ...headline(config).map((line) => `// ${line}`),
    "import * as tf from '@tensorflow/tfjs';",
    '',
    'const ENCODER = [',
    ...indent(encoder.map(layer), 2),
    '] as const;',
    'const DECODER = [',
    ...indent(decoder.map(layer), 2),
    '] as const;',
    'const LAYERS = [...ENCODER, ...DECODER];',
    'const ACTIVATE = { linear: (x: tf.Tensor) => x, tanh: tf.tanh, relu: tf.relu, sigmoid: tf.sigmoid };',
    `const BATCH = ${train.batch};`,
    `const SEED = ${seed};`,
    '',
    ...rateLines(config),
    '',
    '/** For every layer its weights [inputs, outputs], then its biases [outputs]. */',
    'export function initialParameters(): Float32Array[] {',
    '  const normal = (sigma: number, shape: number[], seed: number) =>',
    "    tf.tidy(() => tf.randomNormal(shape, 0, sigma, 'float32', seed).dataSync<'float32'>());",
    '  return LAYERS.flatMap(({ inputs, outputs }, k) => [',
    `    normal(${initText(train.weights)}, [inputs, outputs], SEED + 2 * k + 1),`,
    `    normal(${initText(train.biases)}, [outputs], SEED + 2 * k + 2),`,
    '  ]);',
    '}',
    '',
    'export interface Given {',
    '  /** Images [n, 784], ink from 0 to 1. */',
    '  images: Float32Array;',
    '  start?: Float32Array[];',
    '  steps?: number;',
    '  /** Indices [BATCH] of the images of a step; by default drawn with replacement. */',
    '  batchAt?: (step: number) => ArrayLike<number>;',
    ...(noisy ? [`  /** Normal noise [BATCH, ${width}] of a step. */`, '  noiseAt?: (step: number) => Float32Array;'] : []),
    '  onStep?: (step: number, cost: number) => void;',
    '}',
    '',
    '/** Trains, and gives the parameters as `initialParameters` lays them out. */',
    'export async function train(given: Given): Promise<Float32Array[]> {',
    `  const { images, start = initialParameters(), steps = ${train.steps}, onStep } = given;`,
    `  const count = images.length / ${PIXELS};`,
    '  const draw = (step: number) =>',
    '    tf.tidy(() => tf.randomUniformInt([BATCH], 0, count, SEED + step + 1).dataSync());',
    '  const batchAt = given.batchAt ?? draw;',
    ...(noisy
      ? [
          '  const drawNoise = (step: number) =>',
          `    tf.tidy(() => tf.randomNormal([BATCH, ${width}], 0, 1, 'float32', SEED + step + 1).dataSync<'float32'>());`,
          '  const noiseAt = given.noiseAt ?? drawNoise;',
        ]
      : []),
    '  const variables = LAYERS.flatMap(({ inputs, outputs }, k) => [',
    '    tf.variable(tf.tensor2d(start[2 * k]!, [inputs, outputs])),',
    '    tf.variable(tf.tensor1d(start[2 * k + 1]!)),',
    '  ]);',
    '',
    '  /** [n, inputs of layer `from`] through the layers before `to`. */',
    '  function through(x: tf.Tensor, from: number, to: number): tf.Tensor {',
    '    let y = x;',
    '    for (let k = from; k < to; k++) {',
    '      const [weights, biases] = [variables[2 * k]!, variables[2 * k + 1]!];',
    '      y = ACTIVATE[LAYERS[k]!.activation](tf.add(tf.matMul(y, weights), biases));',
    '    }',
    '    return y;',
    '  }',
    '  const encode = (x: tf.Tensor) => through(x, 0, ENCODER.length);',
    '  const decode = (z: tf.Tensor) => through(z, ENCODER.length, LAYERS.length);',
    '',
    `  /** x [BATCH, ${PIXELS}]: what is reported, and what is made smaller. */`,
    `  function loss(x: tf.Tensor${noisy ? ', noise: tf.Tensor' : ''}) {`,
    ...indent(lossLines(variant), 4),
    '  }',
    '',
    ...indent(updateLines(config), 2),
    '  for (let step = 0; step < steps; step++) {',
    `    const batch = new Float32Array(BATCH * ${PIXELS});`,
    '    Array.from(batchAt(step)).forEach((index, n) =>',
    `      batch.set(images.subarray(index * ${PIXELS}, (index + 1) * ${PIXELS}), n * ${PIXELS}),`,
    '    );',
    '    const cost = tf.tidy(() => {',
    `      const x = tf.tensor2d(batch, [BATCH, ${PIXELS}]);`,
    ...(noisy ? [`      const noise = tf.tensor2d(noiseAt(step), [BATCH, ${width}]);`] : []),
    '      let found: tf.Tensor | undefined;',
    '      minimize(step, () => {',
    `        const { cost, total } = loss(x${noisy ? ', noise' : ''});`,
    '        found = tf.keep(tf.clone(cost));',
    '        return total as tf.Scalar;',
    '      });',
    '      return found!;',
    '    });',
    "    onStep?.(step, (await cost.data<'float32'>())[0]!);",
    '    cost.dispose();',
    '  }',
    "  const trained = variables.map((each) => each.dataSync<'float32'>());",
    '  for (const each of variables) each.dispose();',
    '  dispose();',
    '  return trained;',
    '}',
    '',
  ].join('\n');
}
