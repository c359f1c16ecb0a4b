// Compiles the AssemblyScript kernels of the simd engine, where their sources are newer than what lies there.
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ENGINE = fileURLToPath(new URL('../train/engines/simd', import.meta.url));
const SOURCES = join(ENGINE, 'assembly');
/** Git-ignored; Vite takes the files from here by name. */
export const KERNELS = join(ENGINE, 'wasm');

/** One source, four modules, of which a reader fetches one: a module with an instruction that the browser lacks does not load at all. */
const VARIANTS = ['plain', 'relaxed'].flatMap((simd) => [simd, `${simd}-shared`]);

const changedAt = async (path: string) => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;

/** Throws the compiler's own words where a source is wrong. */
async function compile(variant: string): Promise<Uint8Array> {
  const asc = await import('assemblyscript/asc');
  let wasm: Uint8Array | undefined;
  const relaxed = variant.startsWith('relaxed');
  const shared = variant.endsWith('shared');
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      ...['--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'],
      // The two kinds of warning are about 64-bit addresses and about vectors in exports that only other sources call.
      ...['--disableWarning', '201', '--disableWarning', '112', '--use', `RELAXED=${Number(relaxed)}`],
      ...(relaxed ? ['--enable', 'relaxed-simd'] : []),
      // Memories up to 4 GiB are taken; the engine makes one of just the size it needs.
      ...(shared ? ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'] : []),
    ],
    {
      readFile: (name, base) => readFile(join(SOURCES, base, name), 'utf8').catch(() => null),
      writeFile: (_, contents) => void (wasm = contents as Uint8Array),
      listFiles: () => [],
    },
  );
  if (error || !wasm) throw new Error(`The kernels of the simd engine do not compile: ${stderr.toString() || error?.message}`);
  return wasm;
}

/** Brings the modules in KERNELS up to date. */
export async function compileKernels(): Promise<void> {
  const files = [...(await readdir(SOURCES)).map((name) => join(SOURCES, name)), fileURLToPath(import.meta.url)];
  const sources = Math.max(...(await Promise.all(files.map(changedAt))));
  await mkdir(KERNELS, { recursive: true });
  for (const variant of VARIANTS) {
    const path = join(KERNELS, `${variant}.wasm`);
    if ((await changedAt(path)) > sources) continue;
    // Another process may be reading or compiling: the file appears whole.
    const part = `${path}.${process.pid}`;
    await writeFile(part, await compile(variant));
    await rename(part, path);
  }
}
