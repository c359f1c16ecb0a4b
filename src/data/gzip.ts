// Reads streams and unpacks gzip up to a known number of bytes, and never beyond.

/** gzip files begin with 1f 8b. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Collects a stream of at most `cap` bytes into `[n]` bytes; throws a sentence where it holds more, and stops reading there.
 * @param onBytes called with the length of each piece as it arrives
 */
export async function collect(
  stream: ReadableStream<Uint8Array>,
  cap: number,
  onBytes?: (count: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
    if (total > cap) {
      reader.cancel().catch(() => {});
      throw new Error(`it holds more than ${cap} bytes`);
    }
    pieces.push(value);
    onBytes?.(value.length);
  }
  const all = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Unpacks gzip to exactly `[size]` bytes; throws a sentence where it is damaged or holds another number of bytes. */
export async function gunzip(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = await collect(unpacked, size).catch((error: unknown) => {
    // Engines word this each in their own way, from "unexpected end of file" to "Failed to fetch".
    if (error instanceof TypeError) throw new Error('it cannot be unpacked, so it is damaged or truncated');
    throw error;
  });
  if (bytes.length !== size) throw new Error(`it holds ${bytes.length} bytes, not ${size}`);
  return bytes;
}
