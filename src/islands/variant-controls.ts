// The variants' controls: what is chosen becomes a new run, and the one before stays as ghost.
import { fitLevel } from './level.ts';
import { onAny } from './listen.ts';
import { isGoing } from './transport-text.ts';
import { levelOf, variantOf, type VariantKind } from '../model/spec.ts';
import { LEVELS, variantAt } from '../model/variants.ts';
import { getRun } from '../runs/registry.ts';
import { variantRun } from './variant-run.ts';

/** Listens for as long as it is on the page: a run goes on while nobody looks. */
export class VariantControls extends HTMLElement {
  #life: AbortController | undefined;

  connectedCallback(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const run = getRun(this.getAttribute('run') ?? 'digits');
    const get = <Kind extends HTMLElement>(selector: string) => this.querySelector<Kind>(selector)!;
    const [kind, size] = [get<HTMLSelectElement>('[name=kind]'), get<HTMLSelectElement>('[name=size]')];
    const [slider, level, start] = [
      get<HTMLInputElement>('[name=slider]'),
      get<HTMLInputElement>('[name=level]'),
      get<HTMLButtonElement>('[name=start]'),
    ];
    const chosen = () => (kind.value === 'linear' ? 'plain' : (kind.value as VariantKind));

    const arrange = () => {
      const variant = chosen();
      get('[data-level]').hidden = variant === 'plain';
      if (variant === 'plain') return;
      fitLevel(slider, get('[data-name]'), variant);
      level.min = slider.min;
      slider.value = level.value = String(LEVELS[variant].start);
    };
    const speak = () => {
      const [config, phase, ghost] = [run.$config.get(), run.$phase.get(), run.$ghost.get()];
      if (!config) return;
      const { kind: own } = variantOf(config.spec);
      const value = levelOf(variantOf(config.spec));
      const name = config.spec.activations.every((each) => each === 'linear') ? 'linear' : own;
      const what = `${name}${value > 0 ? `, ${value}` : ''}, a code of ${config.spec.units[config.spec.code]}`;
      const beside = ghost ? ` Its ghost: ${ghost.label}.` : '';
      const text = isGoing(phase) ? `Training: ${what}.${beside}` : `The run you see: ${what}.${beside} Start makes a new one.`;
      if (get('[data-says]').textContent !== text) get('[data-says]').textContent = text;
    };
    kind.addEventListener('change', arrange, { signal });
    slider.addEventListener('input', () => (level.value = slider.value), { signal });
    level.addEventListener('input', () => (slider.value = level.value), { signal });
    start.addEventListener(
      'click',
      () => {
        const before = run.$config.get();
        if (!before || !level.reportValidity()) return;
        run.configure(variantRun(before, variantAt(chosen(), level.valueAsNumber), Number(size.value), kind.value === 'linear'));
        run.train();
      },
      { signal },
    );
    onAny([run.$config, run.$phase, run.$ghost], signal, speak);
  }

  disconnectedCallback(): void {
    this.#life?.abort();
  }
}
