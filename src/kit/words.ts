// Numbers, lists and the phrases that several figures share, in words. `reading.ts` says where a code lies.

/** A cost as it is written everywhere: four digits after the point. */
export const costText = (value: number): string => (value >= 100 ? value.toExponential(1) : value.toFixed(4));

/** A whole number with commas. */
export const countText = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Stands for a number that is not known. */
export const NOTHING = '–';

/** Seconds as `45 s`, `2 min 5 s`, `1 h 20 min`. */
export function timeText(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return NOTHING;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The same, as an estimate: two digits that count, or one unit. */
export function aboutText(seconds: number): string {
  if (seconds < 95) return `about ${Math.max(1, seconds < 20 ? Math.round(seconds) : 5 * Math.round(seconds / 5))} s`;
  return seconds < 5_700 ? `about ${Math.round(seconds / 60)} min` : `about ${Math.round(seconds / 3600)} h`;
}

/** Milliseconds of a step: two digits that count, all of those before the point. Without the unit. */
export const stepTimeText = (milliseconds: number): string =>
  milliseconds < 10 ? String(Number(milliseconds.toPrecision(2))) : countText(milliseconds);

/** An engine on a number of threads, as `simd ×2`. */
export const engineText = ({ name, threads }: { readonly name: string; readonly threads: number }): string =>
  threads > 1 ? `${name} ×${threads}` : name;

/** `digits` decimals where given; else whole numbers with commas and others to four decimals. */
export function numberText(value: number, digits = Number.isInteger(value) ? 0 : 4): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A number with a true minus sign, so that columns align. */
export function decimals(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace('-', '\u2212');
}

/** A share (0 to 1) as percent. */
export const percentText = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)} %`;

/** An angle in degrees, to a tenth below 10°. */
export const angleText = (degrees: number): string => `${degrees.toFixed(degrees < 10 ? 1 : 0)}°`;

/** A code as text: `(1.20, −0.40)`. */
export function codeText([z1, z2]: readonly [number, number]): string {
  return `(${decimals(z1)}, ${decimals(z2)})`;
}

/** A sum of multiples of z₁ and z₂, as text: `0.910 z₁ − 0.300 z₂`. */
export function mixtureText(first: number, second: number): string {
  return `${decimals(first, 3)} z₁ ${second < 0 ? '−' : '+'} ${Math.abs(second).toFixed(3)} z₂`;
}

/** A range as text: `−1.0 to 2.5`. */
export function rangeText([low, high]: readonly [number, number]): string {
  const digits = high - low < 0.95 ? 2 : 1;
  return `${decimals(low, digits)} to ${decimals(high, digits)}`;
}

const LIST = new Intl.ListFormat('en-GB');

/** `1, 5 and 6` */
export const listText = (parts: Iterable<string | number>): string => LIST.format(Array.from(parts, String));

/** `1s, 5s and 6s` */
export const kindsText = (digits: readonly number[]): string => listText(digits.map((digit) => `${digit}s`));

/** `test cost 0.0312 at step 2,000` */
export const testCostText = ({ step, testCost }: { readonly step: number; readonly testCost: number }): string =>
  `test cost ${costText(testCost)} at step ${countText(step)}`;

/** The digit that every figure marks. Without a full stop. */
export const pickedText = (label: number | undefined): string => `Picked: a ${label}`;

/** The earlier run that is kept to compare with; code calls it the ghost. */
export const RUN_BEFORE = 'run before';

/** In place of the run before where there is none. */
export const NONE_YET = 'none yet';
