// The watch view's keeper: hears the key W, every button marked `data-watch`, and an address with `?watch`; brings the view when asked.
import { LastingElement } from '../../kit/island/run-element.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { addressQuery, addressWith } from '../../runs/address.ts';
import { getRun, $lastUsed } from '../../runs/registry.ts';
import { keyHeard, typing } from './element-keys.ts';

const NAME = 'watch';

export class WatchView extends LastingElement {
  #open: { close(): void } | undefined;
  /** This page's own press brought the view: Back closes it. */
  #pushed = false;

  protected start(signal: AbortSignal): void {
    const asked = () => addressQuery().has(NAME);
    const press = () => {
      history.pushState(history.state, '', addressWith(new URLSearchParams({ [NAME]: '' }), [NAME]));
      this.#pushed = true;
      void this.#show();
    };
    document.addEventListener(
      'click',
      ({ target }) => {
        if (target instanceof Element && target.closest('button[data-watch]')) press();
      },
      { signal },
    );
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key.toLowerCase() !== 'w' || this.#open || typing(event) || !keyHeard()) return;
        event.preventDefault();
        press();
      },
      { signal },
    );
    addEventListener(
      'popstate',
      () => {
        this.#pushed = false;
        if (asked()) void this.#show();
        else this.#open?.close();
      },
      { signal },
    );
    if (asked()) void this.#show();
  }

  async #show(): Promise<void> {
    if (this.#open) return;
    const dialog = partsOf(this)<HTMLTemplateElement>('template').content.firstElementChild!.cloneNode(true) as HTMLDialogElement;
    this.#open = dialog;
    // Who watches nothing pays for no more than this.
    const { openView } = await import('./element-view.ts');
    openView(dialog, $lastUsed.get() ?? getRun('digits'));
    dialog.addEventListener('close', () => {
      this.#open = undefined;
      if (!addressQuery().has(NAME)) return;
      if (this.#pushed) history.back();
      else history.replaceState(history.state, '', addressWith(new URLSearchParams(), [NAME]));
    });
  }
}
