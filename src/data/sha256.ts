// SHA-256, where the browser lets a page compute it.

/** SHA-256 of bytes `[n]` in hexadecimal; undefined outside a secure context (plain http on another host), which has no Web Crypto. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  // The types promise Web Crypto everywhere; browsers do not.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
