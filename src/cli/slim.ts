// After every install: removes what the heaviest packages carry and nothing here reads, a third of the whole.
import { globSync, rmSync } from 'node:fs';

const UNREAD = [
  // The shipped Node's C headers, for those who compile add-ons: 66 MB.
  'node_modules/node-*/include',
  // Binaryen's command-line programs: AssemblyScript uses the library beside them. 80 MB.
  'node_modules/binaryen/bin',
  // TensorFlow.js's source maps: 170 MB.
  'node_modules/@tensorflow/*/dist/**/*.map',
];

for (const path of globSync(UNREAD)) rmSync(path, { recursive: true, force: true });
