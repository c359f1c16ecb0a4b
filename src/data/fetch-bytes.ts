// Fetches a file: gives up when nothing arrives, and never reads more bytes than expected.
import { collect } from './gzip.ts';

export interface Fetching {
  /** Bytes at most. */
  readonly cap: number;
  /** How long to wait for the first byte, milliseconds. */
  readonly first: number;
  /** How long to wait between two pieces, milliseconds. */
  readonly stall: number;
  readonly signal?: AbortSignal | undefined;
  readonly cache?: RequestCache;
  /** Called as bytes arrive: with how many there are so far, and how many the server promised (0 where it did not say). */
  readonly onBytes?: (arrived: number, promised: number) => void;
}

/** Nobody answered, or went on answering: the fault lies with the network. Any other error is about the file. */
export class NoAnswer extends Error {}

export interface Answered {
  readonly status: number;
  /** Undefined where the server has no such file, also where it says so with a web page instead of a status. */
  readonly bytes: Uint8Array<ArrayBuffer> | undefined;
}

/** What Node hides behind "fetch failed"; browsers tell a page nothing. */
function hidden(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { readonly code?: string } | undefined) : undefined;
  return cause?.code ? ` (${cause.code})` : '';
}

/** Fetches `address`. Throws a sentence: NoAnswer, or another Error where the file is too long or broke off. */
export async function fetchBytes(address: string, { cap, first, stall, signal, cache = 'default', onBytes }: Fetching): Promise<Answered> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  const giveUpAfter = (time: number) =>
    setTimeout(() => controller.abort(new NoAnswer(`nothing arrived for ${time / 1000} seconds`)), time);
  signal?.addEventListener('abort', stop);
  let timer = giveUpAfter(first);
  let arrived = 0;
  let answered = false;
  try {
    const response = await fetch(address, { signal: controller.signal, cache });
    answered = true;
    const { status, ok, headers, body } = response;
    if (!ok || !body || headers.get('content-type')?.startsWith('text/html')) {
      body?.cancel().catch(() => {});
      return { status, bytes: undefined };
    }
    const promised = Number(headers.get('content-length')) || 0;
    const bytes = await collect(body, cap, (count) => {
      clearTimeout(timer);
      timer = giveUpAfter(stall);
      arrived += count;
      onBytes?.(arrived, promised);
    });
    return { status, bytes };
  } catch (error) {
    controller.signal.throwIfAborted();
    if (!answered) throw new NoAnswer(`it cannot be reached${hidden(error)}`);
    if (error instanceof TypeError) throw new Error(`it is truncated: the transfer broke off after ${arrived} bytes`);
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
