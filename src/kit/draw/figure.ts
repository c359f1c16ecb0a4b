// What every figure is: a function that draws into a host element and is told what to show.

export interface Figure<Data> {
  /** Draws data; called again with every change. Never asks for anything. */
  update(data: Data): void;
}

/** Options common to all figures. */
export interface FigureOptions {
  /** Width to draw at, in CSS pixels. A new width means a new mount. */
  readonly width: number;
  /** Height of the box that the figure fills, in CSS pixels; undefined where it takes the height that its width asks for. */
  readonly height?: number | undefined;
}

/**
 * Builds a figure in `host`, replacing what was there. It uses `host.ownerDocument` only, never a global document or
 * window, because the build draws the same figure without a browser (see build/still.ts).
 */
export type Mount<Options, Data> = (host: HTMLElement, options: Options & FigureOptions) => Figure<Data>;
