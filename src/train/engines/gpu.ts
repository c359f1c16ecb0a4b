// Opens the worker's one graphics device, and knows when it has failed. Every engine on WebGPU shares it.
import { within } from '../within.ts';

/** Milliseconds that a browser has to find a graphics processor, and again to open it. */
const PATIENCE = 4_000;

/** A device in working order when it was opened. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** What went wrong with the device since, in a sentence; nothing it computes counts after that. */
  failure(): Error | undefined;
}

// Imagination's driver gives gradients of zero after a correct forward pass (tfjs #8590; PlayCanvas refuses it, too).
const BROKEN = 'img-tec';

/** Runs on the main processor. Some browsers hand SwiftShader out without calling it a fallback. */
export const isSoftware = (info: GPUAdapterInfo) => info.isFallbackAdapter || info.architecture === 'swiftshader';

/** Why a device is not worth having, unless it is asked for by name. */
function refusal(info: GPUAdapterInfo): string | undefined {
  // Software pretending to be a graphics processor is far slower than WebAssembly.
  if (isSoftware(info)) return 'WebGPU would run in software here';
  if (info.vendor === BROKEN) return "WebGPU computes wrongly on this device's graphics processor";
  return undefined;
}

function check(info: GPUAdapterInfo, forced: boolean): void {
  const reason = forced ? undefined : refusal(info);
  if (reason) throw new Error(reason);
}

async function findAdapter(): Promise<GPUAdapter> {
  if (!navigator.gpu) throw new Error(isSecureContext ? 'this browser has no WebGPU' : 'WebGPU needs https');
  // The first request of a fresh process may come too early and find nothing.
  for (const wait of [0, 150, 500]) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const asked = navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    const adapter = await within(asked, PATIENCE, 'WebGPU does not answer');
    if (adapter) return adapter;
  }
  throw new Error('WebGPU found no graphics processor');
}

/** What a graphics processor says it is. */
export const nameOf = ({ vendor, architecture, device, description }: GPUAdapterInfo): string =>
  [vendor, architecture, device, description].filter(Boolean).join(' ');

/** What was searched for its name alone: the next device is opened on it. */
let found: Promise<GPUAdapter> | undefined;

/** The name of the one that will be opened; empty where there is none. */
export function adapterName(): Promise<string> {
  found = findAdapter();
  return found.then(
    ({ info }) => nameOf(info),
    () => '',
  );
}

async function open(forced: boolean): Promise<Gpu> {
  const finding = found ?? findAdapter();
  // An adapter gives one device, and where there was none there may be one later.
  found = undefined;
  const adapter = await finding;
  const { info } = adapter;
  check(info, forced);
  // No limits are raised: WebGPU's own suffice for our kernels, and tfjs reads the device's limits and keeps to them.
  // tfjs would also ask for timestamps, which only its profiler needs.
  const device = await within(adapter.requestDevice(), PATIENCE, 'WebGPU opens no device');
  let failure: Error | undefined;
  const fail = (message: string) => (failure ??= new Error(message));
  void device.lost.then(({ message }) => fail(`The graphics processor was lost${message ? ` (${message.trim()})` : ''}.`));
  // tfjs looks for no errors at all; without this, work on a broken device would only look done.
  device.onuncapturederror = ({ error }) => {
    fail(
      error instanceof GPUOutOfMemoryError
        ? 'The graphics processor ran out of memory.'
        : `The graphics processor refused a command: ${error.message}`,
    );
  };
  return { device, info, failure: () => failure };
}

let opened: Promise<Gpu> | undefined;

/**
 * The device, opened by the first to ask, and anew once it has failed. Throws a sentence where there is none worth having.
 * `forced` takes software and a graphics processor known to be broken, too.
 */
export async function openGpu(forced: boolean): Promise<Gpu> {
  const opening = (opened ??= open(forced));
  const gpu = await opening.catch((error: unknown) => {
    if (opened === opening) opened = undefined;
    throw error;
  });
  // It may have been opened for somebody who forced it.
  check(gpu.info, forced);
  if (!gpu.failure()) return gpu;
  if (opened === opening) opened = undefined;
  return openGpu(forced);
}

/** Gives the device up, whatever state it is in: the next to ask gets a new one. */
export function discardGpu(): void {
  // One that does not answer need not report its loss either.
  opened?.then(
    ({ device }) => device.destroy(),
    () => {},
  );
  opened = undefined;
  found = undefined;
}
