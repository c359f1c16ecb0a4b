// Puts what the build made in a file of the site, under a name that is its hash.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { href } from './paths.ts';
import { PICTURES, PICTURES_URL } from './picture-files.ts';

/** Address of the file; of what is served without a build, and in tests, the bytes themselves. */
export async function keepFile(bytes: Buffer, extension: string, type: string): Promise<string> {
  if (!import.meta.env?.PROD) return `data:${type};base64,${bytes.toString('base64')}`;
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${extension}`;
  await mkdir(PICTURES, { recursive: true });
  await writeFile(`${PICTURES}/${name}`, bytes);
  return href(PICTURES_URL + name);
}
