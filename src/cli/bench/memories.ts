// Finds the WebAssembly memories of a program, made by it or exported by its modules, and adds up their bytes.

/** Watches `WebAssembly` from now on; gives a function that adds up the memories found. They grow and never shrink. */
export function watchMemories(): () => number {
  const found = new Set<WebAssembly.Memory>();
  const { Memory, Instance, instantiate, instantiateStreaming } = WebAssembly;
  const look = (instance: WebAssembly.Instance): WebAssembly.Instance => {
    for (const value of Object.values(instance.exports)) if (value instanceof Memory) found.add(value);
    return instance;
  };
  const lookLater = async (made: Promise<WebAssembly.WebAssemblyInstantiatedSource | WebAssembly.Instance>) => {
    const result = await made;
    look('instance' in result ? result.instance : result);
    return result;
  };
  const replace = (name: string, value: object) => Object.defineProperty(WebAssembly, name, { value, configurable: true, writable: true });

  replace(
    'Memory',
    new Proxy(Memory, {
      construct(target, args: [WebAssembly.MemoryDescriptor]) {
        const memory = new target(...args);
        found.add(memory);
        return memory;
      },
    }),
  );
  replace(
    'Instance',
    new Proxy(Instance, {
      construct: (target, args: [WebAssembly.Module, WebAssembly.Imports?]) => look(new target(...args)),
    }),
  );
  replace('instantiate', (source: WebAssembly.Module, imports?: WebAssembly.Imports) => lookLater(instantiate(source, imports)));
  replace('instantiateStreaming', (source: Promise<Response>, imports?: WebAssembly.Imports) =>
    lookLater(instantiateStreaming(source, imports)),
  );
  return () => [...found].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
