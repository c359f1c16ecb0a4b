// `npm run data`: builds public/data from MNIST where there is one.
import { prepareData } from './prepare-data.ts';

try {
  await prepareData();
} catch (error) {
  console.error(`data: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
