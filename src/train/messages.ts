// Lets the worker receive its messages between two slices of work.

/** Resolves after the messages that wait. By a message port: browsers slow timers down in hidden tabs. */
export function messages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
