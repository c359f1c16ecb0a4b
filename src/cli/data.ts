// `npm run data`: builds public/data from MNIST's four files.
import { errorMessage } from '../model/error-message.ts';
import { prepareData } from './prepare-data.ts';

try {
  await prepareData();
} catch (error) {
  console.error(`data: ${errorMessage(error)}`);
  process.exit(1);
}
