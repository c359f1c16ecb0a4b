// What the bench calls of the two packages that are installed on its first run, so that types are checked without them.

declare module '@jax-js/jax' {
  type Device = 'wasm' | 'webgpu';
  namespace numpy {
    interface Array {
      readonly ref: Array;
      add(other: Array | number): Array;
      sub(other: Array): Array;
      mul(other: Array | number): Array;
      div(other: Array): Array;
      mean(): Array;
      slice(rows: Array | number): Array;
      data(): Promise<Float32Array>;
      dispose(): void;
    }
    const int32: unique symbol;
    function array(values: Float32Array | Int32Array | number, options?: { shape?: number[]; dtype?: typeof int32 }): Array;
    function dot(a: Array, b: Array): Array;
    function tanh(x: Array): Array;
    function square(x: Array): Array;
    function sqrt(x: Array): Array;
  }
  const tree: { ref<T>(value: T): T };
  function init(device: Device): Promise<Device[]>;
  function defaultDevice(device: Device): void;
  function jit<A extends unknown[], R>(compute: (...args: A) => R): (...args: A) => R;
  function valueAndGrad<P>(loss: (parameters: P, x: numpy.Array) => numpy.Array): (parameters: P, x: numpy.Array) => [numpy.Array, P];
  function blockUntilReady(value: numpy.Array): Promise<unknown>;
}

declare module 'webgpu' {
  function create(options: string[]): GPU;
  const globals: object;
}
