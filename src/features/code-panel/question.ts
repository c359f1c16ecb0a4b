// What the code panel asks of the worker.
import type { WeightsFile } from '../../model/weights-file.ts';

declare module '../../train/protocol.ts' {
  interface Questions {
    /** The run that a weights file is of, which this page once saved. Has nothing to do with the network: to be asked for once. */
    readonly 'code-panel:weights': {
      readonly query: { readonly name: string; readonly file: Blob };
      readonly answer: WeightsFile;
    };
  }
}
