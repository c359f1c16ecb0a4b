// The folder of a data set's shards as a page sees it: files beside it on its server.
import { fetchBytes } from './fetch-bytes.ts';

/** Where a data set's shards lie: beside the page, or on a disk. */
export interface DataFolder {
  /**
   * Bytes of a file; undefined where there is none of this name. Throws a sentence where it has more than `cap` bytes or
   * cannot be read.
   * @param fresh do not take it from a cache: what came from there was damaged
   */
  read(file: string, cap: number, fresh: boolean, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Pauses before asking for a file again, in milliseconds: as many as there are further tries. */
  readonly pauses: readonly number[];
  /** What the reader can do about a file that cannot be had, in a sentence. */
  readonly wayOut: string;
}

/** Give up when nothing has arrived for so long, in milliseconds. */
const STALL = 20_000;

/** A folder of the site: `base` is its address with a trailing slash. `stall` in milliseconds. */
export function httpFolder(base: string, stall: number = STALL): DataFolder {
  return {
    async read(file, cap, fresh, signal) {
      const { status, bytes } = await fetchBytes(`${base}${file}`, {
        cap,
        stall,
        signal,
        cache: fresh ? 'reload' : 'default',
      });
      if (!bytes && status !== 404 && status !== 200) throw new Error(`the server answered ${status}`);
      return bytes;
    },
    pauses: [300, 1_000],
    wayOut: 'Press Retry, or switch to another data set.',
  };
}
