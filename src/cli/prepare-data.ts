// Builds public/data/mnist from whatever source of MNIST there is, or says why there is none.
import { rm } from 'node:fs/promises';
import type { Manifest } from '../data/manifest.ts';
import { downloadMnist, MIRRORS, NoMirror, PATIENCE, progressLine, type Patience } from './mnist-download.ts';
import { mnistFromFolder, type Mnist } from './mnist-files.ts';
import { checkPacked, HELD_OUT, packMnist } from './pack-mnist.ts';
import { MNIST_FOLDER } from './read-mnist.ts';

export interface Surroundings {
  /** MNIST_DIR: a folder with the four IDX files. MNIST_URL: a mirror to use instead of the public ones, or `off`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the shards go. */
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly patience: Patience;
}

/** The digits of the notebook, whose counts everybody can compare. */
const NOTEBOOK_DIGITS: readonly number[] = [1, 5, 6];

function summary({ shards }: Manifest): string {
  const images = (split: string) =>
    shards.filter((shard) => shard.split === split && NOTEBOOK_DIGITS.includes(shard.digit)).reduce((sum, shard) => sum + shard.images, 0);
  const held = `first ${HELD_OUT.toLocaleString('en')} training images held out`;
  return `mnist: ${images('train')} train, ${images('test')} test (digits ${NOTEBOOK_DIGITS.join(', ')}; ${held})`;
}

/** The mirrors to try; none where MNIST_URL is `off`. */
function mirrorsOf(url: string | undefined): readonly string[] {
  if (!url) return MIRRORS;
  if (url === 'off') return [];
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new Error(`MNIST_URL must be an http address or off, not "${url}"`);
  return [url];
}

/**
 * Builds MNIST's shards from MNIST_DIR, else from a mirror; true where they are there in the end.
 * Does nothing where they have been built before. Throws a sentence that names the file where a source has a damaged one.
 */
export async function prepareData(surroundings: Partial<Surroundings> = {}): Promise<boolean> {
  const { env, folder, say, patience } = { env: process.env, folder: MNIST_FOLDER, say: console.log, patience: PATIENCE, ...surroundings };
  const dir = env['MNIST_DIR'];
  const mirrors = mirrorsOf(env['MNIST_URL']);
  // A folder that was named is checked even where nothing is to be done: it is quick, and a mistake in it should be seen.
  const given = dir ? await mnistFromFolder(dir) : undefined;
  const built = await checkPacked(folder).catch((error: Error) => error);
  if (built && !(built instanceof Error)) {
    say(summary(built));
    say(`mnist: ${folder} is complete, nothing to do`);
    return true;
  }
  let mnist: Mnist;
  try {
    if (!given && mirrors.length === 0) throw new NoMirror('MNIST_URL is off');
    mnist = given ?? (await downloadMnist(mirrors, patience, progressLine(process.stderr)));
  } catch (error) {
    if (!(error instanceof NoMirror)) throw error;
    if (built) {
      // Damaged shards would offer the reader digits that cannot be loaded.
      await rm(folder, { recursive: true });
      say(`mnist: removed ${folder}, which was damaged (${built.message})`);
    }
    say(`mnist: none (MNIST_DIR is not set; ${error.message}), so the site uses the digits of the pen`);
    return false;
  }
  say(summary(await packMnist(mnist, folder)));
  return true;
}
