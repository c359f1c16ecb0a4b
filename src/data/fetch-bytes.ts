// Fetches a file: gives up when nothing arrives, and never reads more bytes than expected.
import { collect } from './gzip.ts';

export interface Fetching {
  /** Bytes at most. */
  readonly cap: number;
  /** How long to wait for the first byte, and between two pieces, milliseconds. */
  readonly stall: number;
  readonly signal?: AbortSignal | undefined;
  readonly cache?: RequestCache;
}

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

/** Fetches `address`. Throws a sentence where nothing arrives, or the file is too long or broke off. */
export async function fetchBytes(address: string, { cap, stall, signal, cache = 'default' }: Fetching): Promise<Answered> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  const startTimer = () => setTimeout(() => controller.abort(new Error(`nothing arrived for ${stall / 1000} seconds`)), stall);
  signal?.addEventListener('abort', stop);
  let timer = startTimer();
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
    const bytes = await collect(body, cap, (count) => {
      clearTimeout(timer);
      timer = startTimer();
      arrived += count;
    });
    return { status, bytes };
  } catch (error) {
    controller.signal.throwIfAborted();
    if (!answered) throw new Error(`it cannot be reached${hidden(error)}`, { cause: error });
    if (error instanceof TypeError) throw new Error(`it is truncated: the transfer broke off after ${arrived} bytes`, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
