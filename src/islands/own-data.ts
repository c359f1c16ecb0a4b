// The reader's own data, live: files go to the worker, which says what they are; a new run then trains on them.
import { countText } from '../figures/cost-curve.ts';
import { mountSheets, PER_ROW } from '../figures/sheets.ts';
import { PIXELS } from '../model/spec.ts';
import type { Answer } from '../runs/run.ts';
import { FigureElement } from './figure-element.ts';
import { askOnce } from './questions.ts';

type Own = Extract<Answer, { kind: 'own' }>;

/** What was found in the files, in sentences. */
function foundText({ counts, test, unlabelled, turned, fitted }: Own): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const kinds = counts.flatMap((count, label) => (count > 0 ? [`${countText(count)} of ${label}`] : []));
  return [
    `${countText(total)} images, ${countText(test)} of them for the test${unlabelled ? '; no labels were found' : `: ${kinds.join(', ')}`}.`,
    turned ? 'They were dark on light and have been turned over.' : '',
    fitted > 0 ? `${countText(fitted)} were not 28 × 28 and have been scaled to fit.` : '',
    'A run on them cannot be replayed from a link elsewhere.',
  ]
    .filter(Boolean)
    .join(' ');
}

export class OwnDataElement extends FigureElement {
  #own: Own | undefined;

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = <Kind extends HTMLElement>(selector: string) => this.querySelector<Kind>(selector)!;
    const use = get<HTMLButtonElement>('[name=use]');
    const say = (sentence: string) => (get('[data-says]').textContent = sentence);
    const figure = this.lazily(mountSheets, { sheets: [{ label: 'some of your images, as the network will get them', count: PER_ROW }] });

    const show = () => {
      if (!this.#own) return;
      figure.update({ images: [this.#own.preview.subarray(0, PER_ROW * PIXELS)] });
      say(foundText(this.#own));
      use.disabled = false;
    };
    const take = async (files: readonly File[]) => {
      if (files.length === 0) return;
      say(`Reading ${countText(files.length)} ${files.length === 1 ? 'file' : 'files'}.`);
      use.disabled = true;
      try {
        const named = files.map((file) => ({ path: file.webkitRelativePath || file.name, blob: file }));
        this.#own = await askOnce(run, { kind: 'own', which: 'network', files: named });
        show();
      } catch (error) {
        this.#own = undefined;
        say(error instanceof Error ? error.message : String(error));
      }
    };
    const on = (name: string, type: string, action: (event: Event) => void) =>
      get(`[name=${name}]`).addEventListener(type, action, { signal });
    get<HTMLInputElement>('[name=folder]').webkitdirectory = true;
    for (const name of ['files', 'folder']) {
      on(name, 'change', ({ target }) => void take([...((target as HTMLInputElement).files ?? [])]));
    }
    on('digits', 'click', () => {
      const config = run.$config.get();
      const digits = [...this.querySelectorAll<HTMLInputElement>('[name=digit]:checked')].map(({ value }) => Number(value));
      if (!config) return;
      if (digits.length === 0) {
        say('Choose at least one digit.');
        return;
      }
      const data = config.data.startsWith('own') ? run.dataChoices[0]! : config.data;
      run.configure({ ...config, data, digits });
      say(`A new run on the digits ${digits.join(', ')} waits for Train; the one before stays as ghost.`);
    });
    on('use', 'click', () => {
      const config = run.$config.get();
      if (!config || !this.#own) return;
      const digits = this.#own.counts.flatMap((count, label) => (count > 0 ? [label] : []));
      run.configure({ ...config, data: this.#own.name, digits });
      say('A new run on your images waits for Train; the one before stays as ghost.');
    });
    this.addEventListener('dragover', (event) => event.preventDefault(), { signal });
    this.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        void take([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    show();
  }
}
