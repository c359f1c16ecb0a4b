// The engine that the page's address asks for: `?engine=wgsl`, or on a number of threads, `?engine=simd&threads=2`.
import { addressQuery, addressWith } from './address.ts';

export interface AskedEngine {
  readonly engine: string;
  readonly threads?: number;
}

/** Undefined where the address names none. The worker ignores what it does not know. */
export function askedEngine(): AskedEngine | undefined {
  const query = addressQuery();
  const [engine, threads] = [query.get('engine'), Number(query.get('threads'))];
  if (!engine) return undefined;
  return { engine, ...(Number.isInteger(threads) && threads > 0 && { threads }) };
}

/** From now on the address asks for this engine, or for none. Heard at the next command to train. */
export function askForEngine(asked: AskedEngine | undefined): void {
  const params = new URLSearchParams(Object.entries(asked ?? {}).map(([name, value]) => [name, String(value)]));
  history.replaceState(history.state, '', addressWith(params, ['engine', 'threads']));
}
