// What the custom elements of all tags have in common: the run they belong to; and those that outlast the reader's attention.
import { getRun, type Run } from '../../runs/registry.ts';

export abstract class RunElement extends HTMLElement {
  /** The run that the `run` attribute names. */
  get run(): Run {
    return getRun(this.getAttribute('run') ?? 'digits');
  }

  /** Whether the tag shows the run's network or, with `which="pca"`, exact PCA in its place. */
  get which(): 'network' | 'pca' {
    return this.getAttribute('which') === 'pca' ? 'pca' : 'network';
  }
}

/** Listens for as long as it is on the page: a run goes on while nobody looks. */
export abstract class LastingElement extends RunElement {
  #life: AbortController | undefined;

  /** Called when the element comes to the page. All listening must end with `signal`; `awake` is to be called at its end. */
  protected abstract start(signal: AbortSignal): void;

  connectedCallback(): void {
    this.#life = new AbortController();
    this.start(this.#life.signal);
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }
}
