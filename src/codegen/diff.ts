// What differs between two programs, line by line.

export interface DiffLine {
  /** In both, only in the first, only in the second; a gap stands for lines that are in both and not shown. */
  readonly kind: 'same' | 'before' | 'after' | 'gap';
  readonly text: string;
}

/**
 * The fewest lines to take out and put in that make `before` into `after` (by the longest common subsequence: programs here
 * have a hundred lines), with `context` lines around each change.
 */
export function diffLines(before: string, after: string, context = 2): DiffLine[] {
  const [a, b] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  /** common[i][j]: length of the longest common subsequence of a from i on and b from j on. */
  const common = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const all: DiffLine[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      all.push({ kind: 'same', text: a[i]! });
      i++;
      j++;
    } else if (j === b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      all.push({ kind: 'before', text: a[i++]! });
    } else {
      all.push({ kind: 'after', text: b[j++]! });
    }
  }
  const near = all.map((_, at) => all.slice(Math.max(0, at - context), at + context + 1).some(({ kind }) => kind !== 'same'));
  return all.flatMap((line, at): DiffLine[] => {
    if (near[at]) return [line];
    return near[at - 1] && near.indexOf(true, at) > 0 ? [{ kind: 'gap', text: '' }] : [];
  });
}
