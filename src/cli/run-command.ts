// How a command with flags ends: a mistake in a flag is told with the usage and exit 2, any other with its sentence and exit 1.
import { errorMessage } from '../model/error-message.ts';

/** Runs `main`. Errors about flags begin with `--` or come from Node's own parser. */
export async function runCommand(name: string, usage: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const message = errorMessage(error);
    const badFlag = message.startsWith('--') || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    console.error(badFlag ? `${name}: ${message}\n${usage}` : `${name}: ${message}`);
    process.exit(badFlag ? 2 : 1);
  }
}
