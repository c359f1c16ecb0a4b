// A short hash of what a run computed: two runs with the same one had the same costs to the last bit.
import type { CostPoint } from './cost.ts';

/** A claim about a run, as a link carries it. */
export interface Check {
  readonly step: number;
  readonly hash: string;
  readonly testCost: number;
}

/**
 * The test costs up to `step`, every bit of them, in eight hexadecimal digits (FNV-1a, Fowler, Noll and Vo, over their IEEE 754
 * bytes). A test cost hangs on every parameter of the network; where and how often a page looked at the run does not change it.
 */
export function fingerprint(costs: readonly CostPoint[], step: number): string {
  let hash = 0x811c9dc5;
  const bytes = new DataView(new ArrayBuffer(16));
  for (const cost of costs) {
    if (cost.testCost === undefined || cost.step > step) continue;
    bytes.setFloat64(0, cost.step);
    bytes.setFloat64(8, cost.testCost);
    for (let i = 0; i < bytes.byteLength; i++) hash = Math.imul(hash ^ bytes.getUint8(i), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The claim about a run as far as it has come; undefined before its first test cost. */
export function checkOf(costs: readonly CostPoint[]): Check | undefined {
  const last = costs.findLast(({ testCost }) => testCost !== undefined);
  return last && { step: last.step, hash: fingerprint(costs, last.step), testCost: last.testCost! };
}

export function checkText({ step, hash, testCost }: Check): string {
  return `${step}-${hash}-${testCost.toPrecision(4)}`;
}

/** Reads what `checkText` wrote; undefined for anything else. */
export function readCheck(text: string): Check | undefined {
  const match = /^(\d{1,6})-([0-9a-f]{8})-(\d{1,4}(?:\.\d{1,8})?)$/.exec(text);
  return match ? { step: Number(match[1]), hash: match[2]!, testCost: Number(match[3]) } : undefined;
}
