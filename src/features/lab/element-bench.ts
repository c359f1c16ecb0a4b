// The workbench, live: four panels, each with the tool that the reader chose for it, and the settings in a drawer.
import { arrangementFrom, arrangementText, FIRST, placed, PRESETS, TOOLS, type Arrangement, type ToolName } from './panels.ts';
import { awake } from '../../kit/island/awake.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { LastingElement } from '../../kit/island/run-element.ts';
import { addressQuery, addressWith } from '../../runs/address.ts';

const PANELS = 'panels';

export class LabBench extends LastingElement {
  protected start(signal: AbortSignal): void {
    const get = partsOf(this);
    const panels = get('.lab-panels');
    const tools = [...panels.children] as HTMLElement[];
    const presets = [...this.querySelectorAll<HTMLButtonElement>('[data-preset]')];
    const linked = (Object.keys(TOOLS) as ToolName[]).find((name) => name === location.hash.slice(1));
    let now: Arrangement = arrangementFrom(addressQuery().get(PANELS)) ?? FIRST;
    if (linked) now = placed(now, 0, linked);

    const show = () => {
      tools.forEach((tool) => (tool.hidden = !now.includes(tool.id as ToolName)));
      now.forEach((name, k) => {
        const tool = tools.find(({ id }) => id === name)!;
        // Only what is out of place moves: a figure that is taken off the page and put back begins anew.
        if (panels.children[k] !== tool) panels.insertBefore(tool, panels.children[k] ?? null);
        tool.querySelector<HTMLSelectElement>('[name=tool]')!.value = name;
      });
      for (const preset of presets) {
        const same = arrangementText(PRESETS[preset.dataset['preset']!]!) === arrangementText(now);
        preset.setAttribute('aria-pressed', String(same));
      }
    };
    const arrange = (next: Arrangement) => {
      now = next;
      show();
      const usual = arrangementText(now) === arrangementText(FIRST);
      const params = new URLSearchParams(usual ? {} : { [PANELS]: arrangementText(now) });
      history.replaceState(history.state, '', addressWith(params, [PANELS]));
    };
    panels.addEventListener(
      'change',
      ({ target }) => {
        if (!(target instanceof HTMLSelectElement) || target.name !== 'tool') return;
        const [from, to] = [target.closest('section')!.id, target.value as ToolName];
        arrange(placed(now, now.indexOf(from as ToolName), to));
        // The choice stays under the reader's hand: it is the new tool's now.
        tools
          .find(({ id }) => id === to)!
          .querySelector<HTMLSelectElement>('[name=tool]')!
          .focus();
      },
      { signal },
    );
    for (const preset of presets) preset.addEventListener('click', () => arrange(PRESETS[preset.dataset['preset']!]!), { signal });

    panels.addEventListener(
      'click',
      ({ target }) => {
        const options = target instanceof Element && target.closest('[name=options]');
        if (options) options.setAttribute('aria-expanded', String(options.getAttribute('aria-expanded') === 'false'));
      },
      { signal },
    );

    const drawer = get<HTMLButtonElement>('[name=drawer]');
    const open = (wanted: boolean) => drawer.setAttribute('aria-expanded', String(wanted));
    drawer.addEventListener('click', () => open(drawer.getAttribute('aria-expanded') === 'false'), { signal });
    // A sheet over the panels closes as sheets do.
    this.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || !narrow.matches || drawer.getAttribute('aria-expanded') === 'false') return;
        open(false);
        drawer.focus();
      },
      { signal },
    );
    const narrow = matchMedia('(max-width: 63.99rem)');
    open(!narrow.matches);
    // What the run of a link or a change begins is to be seen.
    this.addEventListener('submit', () => narrow.matches && open(false), { signal });
    show();
    awake(this);
  }
}
