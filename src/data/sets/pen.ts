// The synthetic digits, called `pen` in code and addresses: drawn by this project, with known slant and thickness.
import type { DataSet } from './data-set.ts';
import { mnist } from './mnist.ts';

declare module './data-set.ts' {
  interface SetNames {
    pen: true;
  }
}

export const pen: DataSet<'pen'> = {
  name: 'pen',
  title: 'synthetic digits',
  sentence: (classes) => `synthetic digits ${classes}`,
  classNames: mnist.classNames,
  // As many as MNIST has, so that what is said about counts holds for both.
  counts: mnist.counts,
  licence: null,
  source: { kind: 'handwriting' },
  recorded: true,
};
