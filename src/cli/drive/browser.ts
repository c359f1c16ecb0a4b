// A browser that Playwright does not drive: what Firefox and WebKit are asked for, whichever protocol carries it.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** One source of input and what it does, as WebDriver and WebDriver BiDi both have it (W3C WebDriver, section 15). */
export type Actions =
  | {
      readonly type: 'key';
      readonly id: string;
      readonly actions: readonly { readonly type: 'keyDown' | 'keyUp'; readonly value: string }[];
    }
  | {
      readonly type: 'pointer';
      readonly id: string;
      readonly parameters: { readonly pointerType: Pointer };
      readonly actions: readonly (
        | { readonly type: 'pointerMove'; readonly x: number; readonly y: number; readonly duration: 0 }
        | { readonly type: 'pointerDown' | 'pointerUp'; readonly button: 0 }
      )[];
    };
export type Pointer = 'mouse' | 'touch';

/** What a protocol gives. */
export interface Driver {
  /** Resolves once the page and all it names are loaded. */
  goto(url: string): Promise<void>;
  /** The window, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** Runs `code`, the body of an async function of `args`, in the page; gives what it returns. Both must be plain data. */
  run<Result>(code: string, ...args: readonly unknown[]): Promise<Result>;
  perform(actions: Actions): Promise<void>;
  close(): Promise<void>;
}

/** Places in an element, as shares of its width and height. */
export type Spot = readonly [across: number, down: number];

export interface Browser extends Driver {
  /** Clicks the first element for a CSS selector as a reader would, once it stays where it is and nothing covers it. */
  click(selector: string): Promise<void>;
  /** Presses keys one after another where the focus is; `Shift+Tab` is Tab with Shift held. */
  keys(...keys: readonly string[]): Promise<void>;
  /** Draws from spot to spot in the first element for a CSS selector. */
  draw(selector: string, spots: readonly Spot[], pointer?: Pointer): Promise<void>;
}

/** Keys that are no letters (W3C WebDriver, section 17.4.2). */
const KEYS: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

/** Scrolls to an element and waits until it rests where a press would hit it or what is in it. Gives its place in the window. */
const PLACE = `
  const [selector] = args;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  for (let last = ''; ; ) {
    const element = document.querySelector(selector);
    element?.scrollIntoView({ block: 'center', behavior: 'instant' });
    await frame();
    await frame();
    if (!element) continue;
    const { left, top, width, height } = element.getBoundingClientRect();
    const now = [left, top, width, height].join();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (now === last && element.contains(hit)) return { left, top, width, height };
    last = now;
  }`;

export function browserOf(driver: Driver): Browser {
  const draw = async (selector: string, spots: readonly Spot[], pointerType: Pointer = 'mouse') => {
    const { left, top, width, height } = await driver.run<Record<'left' | 'top' | 'width' | 'height', number>>(PLACE, selector);
    const moves = spots.map(([across, down]) => {
      const [x, y] = [Math.round(left + across * width), Math.round(top + down * height)];
      return { type: 'pointerMove' as const, x, y, duration: 0 as const };
    });
    const [down, up] = (['pointerDown', 'pointerUp'] as const).map((type) => ({ type, button: 0 as const }));
    await driver.perform({
      type: 'pointer',
      id: pointerType,
      parameters: { pointerType },
      actions: [moves[0]!, down!, ...moves.slice(1), up!],
    });
  };
  return {
    ...driver,
    draw,
    click: (selector) => draw(selector, [[0.5, 0.5]]),
    async keys(...keys) {
      for (const combination of keys) {
        const held = combination.split(/(?<=.)\+/).map((key) => KEYS[key] ?? key);
        const down = held.map((value) => ({ type: 'keyDown' as const, value }));
        const up = held.toReversed().map((value) => ({ type: 'keyUp' as const, value }));
        await driver.perform({ type: 'key', id: 'keyboard', actions: [...down, ...up] });
      }
    },
  };
}

/** The first of these programs that is installed. */
export const installed = (...names: readonly string[]): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));

/** Starts a program that ends with this process, with all that it starts. */
export function start(command: string, args: readonly string[], stderr: 'ignore' | 'pipe', env: NodeJS.ProcessEnv = {}): ChildProcess {
  // A group of its own: xvfb-run leaves its children behind when it is ended alone.
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', stderr], detached: true, env: { ...process.env, ...env } });
  process.on('exit', () => stop(child));
  return child;
}

export function stop(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
