// The life cycle every island shares: starts when seen, redraws when its width changes, cleans up when it leaves the page.
import type { Figure, FigureOptions, Mount } from '../draw/figure.ts';
import { awake } from './awake.ts';
import { followView } from './in-view.ts';
import { countText } from '../words.ts';
import { RunElement } from './run-element.ts';

/** What nanostores' atoms have in common, as far as an island needs it. */
interface Readable<Value> {
  subscribe(listener: (value: Value) => void): () => void;
}

/**
 * A custom element around a figure. Until it comes near the viewport the picture made by the build stays, and nothing is
 * fetched or computed; when it leaves, its questions are dropped, so nothing reads back for a figure that nobody sees.
 */
export abstract class FigureElement extends RunElement {
  #life: AbortController | undefined;
  #sized: ResizeObserver | undefined;
  #shown: AbortController | undefined;
  #width = 0;
  /** Undefined but in a box that the figure fills. */
  #height: number | undefined;
  #drawn:
    { readonly width: number; readonly height: number | undefined; options: Record<string, unknown>; readonly figure: unknown } | undefined;
  /** Draws again what was drawn last. */
  #redraw: (() => void) | undefined;
  /** Canvases know no CSS: they are drawn again when the page turns light or dark, in view or not, for all are printed. */
  readonly #themed = new MutationObserver(() => this.#redraw?.());

  /** Where the figure draws: the `.fig-body` inside. */
  get body(): HTMLElement {
    return this.querySelector<HTMLElement>('.fig-body') ?? this;
  }

  /** Whether it stands alone in a box of a given height, which its figure fills. */
  protected get fills(): boolean {
    return this.closest('[data-fill]') !== null;
  }

  /** Whether a stage has pinned it beside its text: the window is wide enough for that (features/stage/style.css). */
  protected get pinned(): boolean {
    const column = this.closest('.stage-figures');
    return column !== null && getComputedStyle(column).position === 'sticky';
  }

  /** Called each time the element comes into view (and after a change of width). All listening must end with `signal`. */
  abstract show(signal: AbortSignal): void;

  /** Calls back now and on every change, until `signal` aborts. */
  protected follow<Value>(store: Readable<Value>, signal: AbortSignal, listener: (value: Value) => void): void {
    signal.addEventListener('abort', store.subscribe(listener));
  }

  /**
   * Mounts a figure in the body the first time it is needed, so that the build's picture stays until there are data to draw. A figure
   * that comes back into view is taken up again, not built anew: whoever moves through it with the keyboard keeps their place.
   */
  protected lazily<Options extends object, Data>(mount: Mount<Options, Data>, options: Options): Figure<Data> {
    let figure: Figure<Data> | undefined;
    return {
      update: (data) => {
        this.#redraw = () => figure?.update(data);
        const known = this.#drawn;
        if (!figure && known?.width === this.#width && known.height === this.#height) {
          known.options = options as Record<string, unknown>;
          figure = known.figure as Figure<Data>;
        }
        if (figure) return figure.update(data);
        const held = this.body.contains(document.activeElement);
        this.body.replaceChildren();
        figure = this.#mount(mount, options);
        figure.update(data);
        for (const attribute of ['tabindex', 'role', 'aria-label']) this.body.removeAttribute(attribute);
        if (held) this.body.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
      },
    };
  }

  /** What a figure calls goes to the options of the latest `show`, whose listeners are the living ones. */
  #mount<Options extends object, Data>(mount: Mount<Options, Data>, options: Options): Figure<Data> {
    const drawn = { width: this.#width, height: this.#height, options: options as Record<string, unknown>, figure: undefined as unknown };
    const lasting = Object.entries(options).map(([name, value]: [string, unknown]) =>
      typeof value === 'function'
        ? [name, (...values: unknown[]) => (drawn.options[name] as (...values: unknown[]) => unknown)(...values)]
        : [name, value],
    );
    const figure = mount(this.body, { ...Object.fromEntries(lasting), width: this.#width, height: this.#height } as Options &
      FigureOptions);
    drawn.figure = figure;
    this.#drawn = drawn;
    return figure;
  }

  connectedCallback(): void {
    this.#life = new AbortController();
    followView(this, this.#life.signal, (inView) => (inView ? this.#start() : this.#stop()), '200px');
    // In the next frame: what is drawn may change the room of other figures, of which this frame's observers have been told.
    this.#sized = new ResizeObserver(() =>
      requestAnimationFrame(() => {
        if (this.isConnected && this.#measure() && this.#shown) this.again();
      }),
    );
    this.#sized.observe(this.body);
    this.#themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    if (!this.body.hasAttribute('data-keys') || this.#drawn) return;
    // A picture takes no keys. Until the figure is there, its place can be reached with Tab, which brings it into view and to life.
    this.body.tabIndex = 0;
    this.body.setAttribute('role', 'group');
    this.body.setAttribute('aria-label', 'Figure');
  }

  disconnectedCallback(): void {
    this.#life?.abort();
    this.#sized?.disconnect();
    this.#themed.disconnect();
    this.#stop();
  }

  /** Shows anew: at another width, or what the attributes name now. */
  protected again(): void {
    this.#stop();
    this.#start();
  }

  /** Takes the size of the body, and says whether it is another; a body that is not shown has none. */
  #measure(): boolean {
    const { width, height } = this.body.getBoundingClientRect();
    const before = [this.#width, this.#height];
    if (Math.round(width) > 0) this.#width = Math.round(width);
    if (Math.round(height) > 0) this.#height = this.fills ? Math.round(height) : undefined;
    return this.#width !== before[0] || this.#height !== before[1];
  }

  #start(): void {
    if (this.#shown) return;
    this.#measure();
    this.#shown = new AbortController();
    const { signal } = this.#shown;
    // While the run is looked back at, every figure says so, in the same corner (features/timeline/style.css).
    this.follow(this.run.$shownStep, signal, (step) => {
      if (step === null) delete this.body.dataset['moment'];
      else this.body.dataset['moment'] = countText(step);
    });
    this.show(signal);
    awake(this);
  }

  #stop(): void {
    this.#shown?.abort();
    this.#shown = undefined;
    delete this.dataset['awake'];
  }
}
