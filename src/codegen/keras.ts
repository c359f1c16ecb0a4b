// A run as a Python program for Keras 3, in sections: a script joins them, a notebook has a cell for each.
import { DATA_SETS, SETS } from '../data/sets/index.ts';
import type { DataSet } from '../data/sets/data-set.ts';
import { isOwn, PIXELS, variantOf, type DataName, type Init, type LayerShape, type RunConfig } from '../model/spec.ts';
import { programOf } from './programs/index.ts';
import { halves, headline, indent } from './text.ts';

/** A stretch of the program with what it is for, in lines of text. */
export interface Section {
  readonly about: readonly string[];
  readonly code: string;
}

/** The sections of a program by what they do, in the order in which they run. */
export interface Sections {
  readonly start: Section;
  readonly data: Section;
  readonly network: Section;
  readonly training: Section;
  readonly test: Section;
}

function initText(init: Init, { inputs }: LayerShape): string {
  if (init.kind === 'zero') return '"zeros"';
  const sigma = init.kind === 'normal' ? String(init.sigma) : (1 / Math.sqrt(inputs)).toPrecision(6);
  return `RandomNormal(stddev=${sigma})`;
}

function dense(shape: LayerShape, { train }: RunConfig): string[] {
  return [
    'layers.Dense(',
    `    ${shape.outputs}, activation="${shape.activation}",`,
    `    kernel_initializer=${initText(train.weights, shape)}, bias_initializer=${initText(train.biases, shape)},`,
    `),  # [n, ${shape.inputs}] to [n, ${shape.outputs}]`,
  ];
}

function rateText({ train }: RunConfig): string {
  const { schedule, learningRate } = train;
  if (schedule.kind === 'constant') return String(learningRate);
  const { warmup, steps } = schedule;
  // Keras warms up from its first argument; this one makes step 0 take what ours takes.
  const warm = warmup > 0 ? `${learningRate} / ${warmup}, ${steps - warmup}, warmup_target=${learningRate}, warmup_steps=${warmup}` : '';
  return `keras.optimizers.schedules.CosineDecay(${warm || `${learningRate}, ${steps}`})`;
}

/** How Keras loads the run's data. Where it does not have them, another data set stands in. */
function loading(data: DataName): { readonly about: readonly string[]; readonly code: readonly string[] } {
  const own: DataSet | undefined = isOwn(data) ? undefined : DATA_SETS[data];
  const set = own?.keras ? own : SETS.find(({ keras }) => keras)!;
  const heldOut = set.source.kind === 'idx' ? set.source.heldOut : 0;
  return {
    about:
      set === own
        ? set.keras!.about
        : ['The data: the run was trained on images that are not in Keras;', `${set.title} stands in for them, so costs differ.`],
    code: [
      `(x_train, y_train), (x_test, y_test) = keras.datasets.${set.keras!.name}.load_data()`,
      ...(heldOut > 0 ? [`x_train, y_train = x_train[${heldOut}:], y_train[${heldOut}:]`] : []),
    ],
  };
}

export function kerasSections(config: RunConfig): Sections {
  const { spec, train, seed, data, digits } = config;
  const { encoder, decoder } = halves(config);
  const variant = variantOf(spec);
  const { beta1, beta2, epsilon, nesterov } = train.adam;
  const optimizer = nesterov ? 'Nadam' : 'Adam';
  const load = loading(data);
  const side = (name: string, shapes: readonly LayerShape[]) => [
    `${name} = keras.Sequential(`,
    '    [',
    ...indent([`keras.Input((${shapes[0]!.inputs},)),`, ...shapes.flatMap((shape) => dense(shape, config))], 8),
    '    ],',
    `    name="${name}",`,
    ')',
  ];
  return {
    start: {
      about: headline(config),
      code: [
        'import keras  # Keras 3',
        'import numpy as np',
        'from keras import layers, ops',
        'from keras.initializers import RandomNormal',
        '',
        `keras.utils.set_random_seed(${seed})`,
      ].join('\n'),
    },
    data: {
      about: load.about,
      code: [
        ...load.code,
        `digits = [${digits.join(', ')}]`,
        '',
        '',
        'def chosen(images, labels):',
        `    """Images of the digits, [n, ${PIXELS}], ink from 0 to 1."""`,
        `    images = images[np.isin(labels, digits)]`,
        `    return images.reshape(-1, ${PIXELS}).astype("float32") / 255`,
        '',
        '',
        'x_train, x_test = chosen(x_train, y_train), chosen(x_test, y_test)',
      ].join('\n'),
    },
    network: {
      about: ['The network.'],
      code: [
        ...side('encoder', encoder),
        ...side('decoder', decoder),
        '',
        '',
        'class Autoencoder(keras.Model):',
        '    def __init__(self, encoder, decoder):',
        '        super().__init__()',
        '        self.encoder, self.decoder = encoder, decoder',
        '',
        '    def call(self, x, training=False):',
        ...indent(programOf(variant.kind).keras(variant.level), 8),
        '',
        '',
        'autoencoder = Autoencoder(encoder, decoder)',
      ].join('\n'),
    },
    training: {
      about: [`Training: batches drawn with replacement, mean squared error, ${optimizer}.`],
      code: [
        `learning_rate = ${rateText(config)}`,
        `optimizer = keras.optimizers.${optimizer}(learning_rate, beta_1=${beta1}, beta_2=${beta2}, epsilon=${epsilon})`,
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
    test: {
      about: ['The test: mean squared error of the copies of digits it never saw.'],
      code: [
        'copies = autoencoder.predict(x_test, batch_size=500, verbose=0)',
        'print("test cost", float(np.mean((copies - x_test) ** 2)))',
      ].join('\n'),
    },
  };
}

/** The sections as one script. */
export function kerasSource(config: RunConfig): string {
  return `${(Object.values(kerasSections(config)) as Section[])
    .map(({ about, code }) => [...about.map((line) => `# ${line}`), code].join('\n'))
    .join('\n\n')}\n`;
}
