// What went wrong, for the reader.

/** The sentence of an error; of anything else that was thrown, what it is as text. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
