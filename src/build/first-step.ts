// The first step of a recorded run, taken again by the build: what the figure of a step shows before the reader takes one.
import { readFile } from 'node:fs/promises';
import { openSource } from '../cli/open-source.ts';
import { loadDataset } from '../data/source.ts';
import { keptStepText, type KeptStep } from '../model/kept-step.ts';
import { createSimdEngine } from '../train/engines/simd/engine.ts';
import { createTrainer } from '../train/trainer.ts';
import { buildChain, KERNELS } from './chain.ts';
import { keepFile } from './keep-file.ts';
import { once } from './once.ts';
import { recordedRun } from './recorded.ts';

function noThread(): never {
  throw new Error('One thread needs no other.');
}

/** The step, and the address of the file that has it for the page. */
export const firstStep = once(async (name): Promise<KeptStep & { readonly address: string }> => {
  const { config } = (await recordedRun(name)).record;
  const { dataset, all } = loadDataset(await openSource(config.data), config.digits, () => {});
  await all;
  const module = await WebAssembly.compile(new Uint8Array(await readFile(KERNELS)));
  const trainer = await createTrainer(config, dataset, (setup) =>
    createSimdEngine({ module, shared: false, threads: 1, startThread: noThread }, setup),
  );
  const { report } = await trainer.magnify(buildChain);
  trainer.engine.dispose();
  const kept = { spec: config.spec, report };
  return { ...kept, address: await keepFile(Buffer.from(keptStepText(kept)), 'json', 'application/json') };
});
