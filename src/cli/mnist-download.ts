// MNIST from a mirror on the network: with time-outs, a progress line, and every file checked.
import { fetchBytes, NoAnswer } from '../data/fetch-bytes.ts';
import { checkFile, gather, packedCap, type Mnist } from './mnist-files.ts';

export const MIRRORS: readonly string[] = [
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
];

export interface Patience {
  /** Until the first byte of a file, milliseconds. */
  readonly first: number;
  /** Between two pieces of a file, milliseconds. */
  readonly stall: number;
}

export const PATIENCE: Patience = { first: 10_000, stall: 20_000 };

/** No mirror could be used: why, in a sentence for each. */
export class NoMirror extends Error {}

/** A line that is written over where there is a terminal; without one, a line for each file. */
export function progressLine(stream: NodeJS.WriteStream): (file: string, part: number, done: boolean) => void {
  let shown = '';
  return (file, part, done) => {
    const line = `mnist: downloading ${file} ${done ? 'done' : `${Math.round(100 * part)} %`}`;
    if (line === shown || !(stream.isTTY || done)) return;
    stream.write(stream.isTTY ? `\r${line}\u001b[K${done ? '\n' : ''}` : `${line}\n`);
    shown = line;
  };
}

/**
 * MNIST from the first mirrors that answer. Throws NoMirror where none does, and a sentence that names the file
 * where what came is not MNIST.
 */
export async function downloadMnist(
  mirrors: readonly string[],
  patience: Patience = PATIENCE,
  progress: (file: string, part: number, done: boolean) => void = () => {},
): Promise<Mnist> {
  let left = [...mirrors];
  const refusals: string[] = [];
  return gather(async (file) => {
    const shown = `${file.name}.gz`;
    const onBytes = (arrived: number, promised: number) => progress(shown, promised > 0 ? Math.min(1, arrived / promised) : 0, false);
    for (const mirror of left) {
      const address = new URL(shown, mirror.endsWith('/') ? mirror : `${mirror}/`);
      const named = `${shown} from ${address.host}`;
      const bytes = await fetchBytes(address.href, { ...patience, cap: packedCap(file), onBytes }).then(
        (answer) => answer.bytes ?? `it has no ${shown} (it answered ${answer.status})`,
        (error: Error) => {
          if (!(error instanceof NoAnswer)) throw new Error(`${named}: ${error.message}`);
          return error.message;
        },
      );
      if (typeof bytes !== 'string') {
        const values = await checkFile(file, bytes, named);
        progress(shown, 1, true);
        return values;
      }
      refusals.push(`${address.host}: ${bytes}`);
      left = left.filter((other) => other !== mirror);
    }
    throw new NoMirror(refusals.join('; '));
  });
}
