// Lets the worker hear its messages between two slices of work.

/** Lets messages in: a timer would be slowed down in a hidden tab, a message port is not. */
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
