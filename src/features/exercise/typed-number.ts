// A number the reader read off: what they typed as a number, and how it compares with the key.

/** Longest answer that is read. */
const LONGEST = 40;

/** The number in what was typed: thousands may have commas or spaces, a sign of per cent is left away; undefined for anything else. */
export function readNumber(typed: string): number | undefined {
  if (typed.length > LONGEST) return undefined;
  const text = typed.trim().replace(/\s*%$/, '').replace('\u2212', '-');
  const plain = /^-?\d{1,3}([,\s]\d{3})+(\.\d+)?$/.test(text) ? text.replace(/[,\s]/g, '') : text.replace(/^(-?\d+),(\d+)$/, '$1.$2');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

export type Verdict = 'right' | 'high' | 'low' | 'unread';

/** @param tolerance how far from the key still counts as right, in the key's unit */
export function verdictOn(typed: string, key: number, tolerance: number): Verdict {
  const number = readNumber(typed);
  if (number === undefined) return 'unread';
  // A tolerance of 0.0001 must not fail on the last bit of 0.0213.
  if (Math.abs(number - key) <= tolerance + 1e-9 * Math.abs(key)) return 'right';
  return number > key ? 'high' : 'low';
}

/** The verdict in words. @param shown the key as it is written */
export function verdictText(verdict: Verdict, shown: string): string {
  if (verdict === 'right') return `Yes: ${shown}.`;
  if (verdict === 'unread') return 'Enter a number, in digits.';
  return `Not that: your number is too ${verdict}. Look again, or open the hint.`;
}
