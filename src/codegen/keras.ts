// A run as a Python program for Keras 3, in sections: a script joins them, a notebook has a cell for each.
import { CONTRACTIVE_STEP, PIXELS, variantOf, type Init, type LayerShape, type RunConfig, type Variant } from '../model/spec.ts';
import { halves, headline, indent } from './text.ts';

/** A stretch of the program with what it is for, in a sentence. */
export interface Section {
  readonly title: string;
  readonly code: string;
}

function initText(init: Init, { inputs }: LayerShape): string {
  if (init.kind === 'zero') return '"zeros"';
  const sigma = init.kind === 'normal' ? String(init.sigma) : (1 / Math.sqrt(inputs)).toPrecision(6);
  return `keras.initializers.RandomNormal(stddev=${sigma})`;
}

function dense(shape: LayerShape, { train, spec }: RunConfig, atCode: boolean): string {
  const variant = variantOf(spec);
  const size = spec.units[spec.code]!;
  const parts = [
    String(shape.outputs),
    `activation="${shape.activation}"`,
    `kernel_initializer=${initText(train.weights, shape)}`,
    `bias_initializer=${initText(train.biases, shape)}`,
    // Keras adds up |z| and divides by the batch; the mean over the code's units is ours.
    ...(atCode && variant.kind === 'sparse' ? [`activity_regularizer=keras.regularizers.L1(${variant.weight} / ${size})`] : []),
  ];
  return `layers.Dense(${parts.join(', ')}),`;
}

/** The body of `call`, by variant. */
function callLines(variant: Variant): string[] {
  switch (variant.kind) {
    case 'plain':
    case 'sparse':
      return ['return self.decoder(self.encoder(x))'];
    case 'denoising':
      return ['if training:', `    x = x + ${variant.sigma} * keras.random.normal(ops.shape(x))`, 'return self.decoder(self.encoder(x))'];
    case 'contractive':
      return [
        'z = self.encoder(x)',
        'if training:',
        `    stepped = self.encoder(x + ${CONTRACTIVE_STEP} * keras.random.normal(ops.shape(x)))`,
        '    slope = ops.mean(ops.sum(ops.square(stepped - z), axis=1))',
        `    self.add_loss(${variant.weight} * slope / ${CONTRACTIVE_STEP}**2)`,
        'return self.decoder(z)',
      ];
    case 'variational':
      return [
        'mean, log_variance = ops.split(self.encoder(x), 2, axis=1)',
        'z = mean',
        'if training:',
        '    z = mean + ops.exp(log_variance / 2) * keras.random.normal(ops.shape(mean))',
        '    divergence = ops.square(mean) + ops.exp(log_variance) - log_variance - 1',
        `    self.add_loss(${variant.beta} / ${PIXELS} * ops.mean(0.5 * ops.sum(divergence, axis=1)))`,
        'return self.decoder(z)',
      ];
  }
}

function rateText({ train }: RunConfig): string {
  const { schedule, learningRate } = train;
  if (schedule.kind === 'constant') return String(learningRate);
  const { warmup, steps } = schedule;
  // Keras warms up from its first argument; this one makes step 0 take what ours takes.
  const warm = warmup > 0 ? `${learningRate} / ${warmup}, ${steps - warmup}, warmup_target=${learningRate}, warmup_steps=${warmup}` : '';
  return `keras.optimizers.schedules.CosineDecay(${warm || `${learningRate}, ${steps}`})`;
}

/** The program's sections. */
export function kerasSections(config: RunConfig): Section[] {
  const { spec, train, seed, data, digits } = config;
  const { encoder, decoder } = halves(config);
  const { beta1, beta2, epsilon } = train.adam;
  const side = (name: string, shapes: readonly LayerShape[], inputs: number) => [
    `${name} = keras.Sequential(`,
    '    [',
    ...indent(
      [`keras.Input((${inputs},)),`, ...shapes.map((shape) => dense(shape, config, name === 'encoder' && shape === shapes.at(-1)))],
      8,
    ),
    '    ],',
    `    name="${name}",`,
    ')',
  ];
  return [
    {
      title: headline(config),
      code: [
        'import keras  # Keras 3',
        'import numpy as np',
        'from keras import layers, ops',
        '',
        `keras.utils.set_random_seed(${seed})`,
      ].join('\n'),
    },
    {
      title:
        data === 'mnist'
          ? 'The data: MNIST without its first 5,000 training images, which TensorFlow’s old reader kept for validation.'
          : 'The data: this run was trained on digits that are not in Keras; MNIST stands in for them.',
      code: [
        '(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()',
        'x_train, y_train = x_train[5000:], y_train[5000:]',
        `digits = [${digits.join(', ')}]`,
        '',
        '',
        'def chosen(images, labels):',
        '    some = np.isin(labels, digits)',
        `    return images[some].reshape(-1, ${PIXELS}).astype("float32") / 255, labels[some]`,
        '',
        '',
        'x_train, y_train = chosen(x_train, y_train)',
        'x_test, y_test = chosen(x_test, y_test)',
      ].join('\n'),
    },
    {
      title: 'The network.',
      code: [
        ...side('encoder', encoder, PIXELS),
        ...side('decoder', decoder, decoder[0]!.inputs),
        '',
        '',
        'class Autoencoder(keras.Model):',
        '    def __init__(self, encoder, decoder):',
        '        super().__init__()',
        '        self.encoder, self.decoder = encoder, decoder',
        '',
        '    def call(self, x, training=False):',
        ...indent(callLines(variantOf(spec)), 8),
        '',
        '',
        'autoencoder = Autoencoder(encoder, decoder)',
      ].join('\n'),
    },
    {
      title: 'Training: batches drawn with replacement, mean squared error, Adam.',
      code: [
        `optimizer = keras.optimizers.Adam(learning_rate=${rateText(config)}, beta_1=${beta1}, beta_2=${beta2}, epsilon=${epsilon})`,
        'autoencoder.compile(optimizer=optimizer, loss="mse")',
        '',
        '',
        'def batches():',
        `    random = np.random.default_rng(${seed})`,
        '    while True:',
        `        x = x_train[random.integers(len(x_train), size=${train.batch})]`,
        '        yield x, x',
        '',
        '',
        `autoencoder.fit(batches(), steps_per_epoch=${train.steps}, epochs=1)`,
      ].join('\n'),
    },
    {
      title: 'The test: mean squared error of the copies of digits it never saw.',
      code: ['copies = autoencoder.predict(x_test, batch_size=500, verbose=0)', 'print("test cost", np.mean((copies - x_test) ** 2))'].join(
        '\n',
      ),
    },
  ];
}

/** The sections as one script. */
export function kerasSource(config: RunConfig): string {
  return `${kerasSections(config)
    .map(({ title, code }) => `# ${title}\n${code}`)
    .join('\n\n')}\n`;
}
