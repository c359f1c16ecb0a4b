// A reader of .safetensors of the tests' own, written from the format's description.

export interface SafeTensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;
}

/** Reads a file of float32 tensors; throws where the header and the bytes do not fit together. */
export function readSafeTensors(file: Buffer): SafeTensors {
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, 8 + length).toString()) as Record<string, unknown>;
  const { __metadata__: metadata, ...rest } = header;
  const body = file.subarray(8 + length);
  let end = 0;
  const tensors = Object.entries(rest).map(([name, about]) => {
    const { dtype, shape, data_offsets: offsets } = about as { dtype: string; shape: number[]; data_offsets: [number, number] };
    const count = shape.reduce((a, b) => a * b, 1);
    if (dtype !== 'F32' || offsets[0] !== end || offsets[1] !== end + 4 * count) throw new Error(`${name}: ${JSON.stringify(about)}`);
    end = offsets[1];
    return [name, { shape, values: Float32Array.from({ length: count }, (_, i) => body.readFloatLE(offsets[0] + 4 * i)) }] as const;
  });
  if (end !== body.length) throw new Error(`${body.length - end} bytes belong to no tensor`);
  return { metadata: metadata as Record<string, string>, tensors: new Map(tensors) };
}

/** All numbers of the file, tensor after tensor. */
export const allValues = ({ tensors }: SafeTensors) => Float32Array.from([...tensors.values()].flatMap(({ values }) => [...values]));
