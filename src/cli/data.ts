// `npm run data`: builds public/data from MNIST's four files.
import { sentence } from '../model/sentence.ts';
import { prepareData } from './prepare-data.ts';

try {
  await prepareData();
} catch (error) {
  console.error(`data: ${sentence(error)}`);
  process.exit(1);
}
