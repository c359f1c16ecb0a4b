// Pieces that all printed programs share: numbers, layers and the learning rate in words of code.
import { dataText } from '../model/run-data.ts';
import { layerShapes, parameterCount, variantOf, type LayerShape, type RunConfig } from '../model/spec.ts';

/** The encoder's dense layers, and the decoder's. */
export function halves({ spec }: RunConfig): { readonly encoder: LayerShape[]; readonly decoder: LayerShape[] } {
  const shapes = layerShapes(spec);
  return { encoder: shapes.slice(0, spec.code), decoder: shapes.slice(spec.code) };
}

/** What a program says of itself at its top, in lines. */
export function headline({ spec, train, seed, data, digits }: RunConfig): string[] {
  const count = parameterCount(spec).toLocaleString('en');
  const { kind } = variantOf(spec);
  return [
    `${kind === 'plain' ? 'Autoencoder' : `${kind[0]!.toUpperCase()}${kind.slice(1)} autoencoder`} ${spec.units.join('-')}, ${count} parameters:`,
    `${dataText(data, digits)}, ${train.steps.toLocaleString('en')} steps, seed ${seed}.`,
  ];
}

/** Lines, moved right by `by` spaces. */
export const indent = (lines: readonly string[], by: number) => lines.map((line) => (line ? ' '.repeat(by) + line : line));
