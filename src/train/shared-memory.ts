// Whether threads may share memory here.

/** An isolated page is not enough: WebKitGTK isolates pages and has no SharedArrayBuffer; a shared memory cannot be sent to a thread there. */
export const canShareMemory = (): boolean => globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function';
