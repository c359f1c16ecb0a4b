// The code panel, live: writes the run's program anew whenever its settings change, and hands out its weights.
import { notebookSource } from '../../codegen/notebook.ts';
import { safetensors } from '../../codegen/safetensors.ts';
import { countText } from '../../kit/words.ts';
import { errorMessage } from '../../model/error-message.ts';
import type { RunConfig } from '../../model/spec.ts';
import { FORMS, sheetOf, type Form, type Line, type Shown } from './words.ts';
import { askOnce } from '../../kit/island/questions.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { partsOf } from '../../kit/island/parts.ts';

const WEIGHTS = { file: 'autoencoder.safetensors', type: 'application/octet-stream' } as const;

/** Gives the reader a file. */
function download({ file, type }: Pick<Form, 'file' | 'type'>, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = file;
  link.click();
  // The browser has taken hold of the contents once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function lineOf({ kind, text }: Line): Node | string {
  if (!kind) return text;
  const line = document.createElement('span');
  line.className = kind;
  line.textContent = text;
  return line;
}

export class CodePanelElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const [shown, tabs, says] = [get<HTMLSelectElement>('[name=show]'), get('code-tabs'), get('[data-says]')];
    const [copying, file] = [get<HTMLButtonElement>('[name=copy]'), get('[data-file]')];
    const form = () => FORMS.find(({ key }) => key === tabs.dataset['chosen']) ?? FORMS[0]!;
    const sheet = () => this.querySelectorAll('pre')[FORMS.indexOf(form())]!;
    const say = (words: string) => {
      if (says.textContent?.trim() !== words) says.textContent = words;
    };

    const draw = () => {
      const config = run.$config.get();
      if (!config) return;
      file.textContent = form().file;
      copying.disabled = form().key === 'notebook';
      const { lines, says: words } = sheetOf(form(), shown.value as Shown, config, run.$ghost.get()?.config);
      // Written anew only where it differs: the reader may have scrolled, or be selecting.
      if (sheet().textContent !== lines.map(({ text }) => text).join('')) sheet().replaceChildren(...lines.map(lineOf));
      say(words);
    };

    /** Makes a file of the network that is shown; the reader hears how it went. */
    const save = async (
      what: Pick<Form, 'file' | 'type'>,
      make: (config: RunConfig, parameters: Float32Array, step: number) => BlobPart,
    ) => {
      const config = run.$config.get();
      if (!config) return;
      say('Fetching the weights.');
      try {
        const { parameters, step } = await askOnce(run, { kind: 'parameters', which: 'network' });
        download(what, make(config, parameters, step));
        say(`Saved ${what.file}: ${countText(parameters.length)} weights and biases of step ${countText(step)}.`);
      } catch (error) {
        say(errorMessage(error));
      }
    };
    const program = () => {
      const config = run.$config.get();
      if (!config) return;
      if (form().key === 'notebook') return void save(form(), notebookSource);
      download(form(), form().text(config));
      say(`Saved ${form().file}.`);
    };
    const copy = async () => {
      const text = sheet().textContent ?? '';
      try {
        await navigator.clipboard.writeText(text);
        say(`Copied ${text.trimEnd().split('\n').length} lines.`);
      } catch {
        getSelection()?.selectAllChildren(sheet());
        say('This browser does not let the page copy: the program is selected, copy it yourself.');
      }
    };

    const open = async (file: File) => {
      say(`Reading ${file.name}.`);
      try {
        const { config, snapshot } = await askOnce(run, { kind: 'code-panel:weights', which: 'network', name: file.name, file });
        run.resume({ config, snapshot, costs: [] });
        say(
          `Opened ${file.name}: the network of step ${countText(snapshot.step)}. Every figure shows it, and training goes on from there.`,
        );
      } catch (error) {
        say(errorMessage(error));
      }
    };

    onAny([run.$config, run.$ghost], signal, draw);
    for (const choice of [shown, tabs]) choice.addEventListener('change', draw, { signal });
    copying.addEventListener('click', () => void copy(), { signal });
    get('[name=program]').addEventListener('click', program, { signal });
    const opened = get<HTMLInputElement>('[name=opened]');
    opened.disabled = false;
    opened.addEventListener(
      'change',
      () => {
        const [chosen] = opened.files ?? [];
        opened.value = '';
        if (chosen) void open(chosen);
      },
      { signal },
    );
    get('[name=weights]').addEventListener('click', () => void save(WEIGHTS, safetensors), { signal });
  }
}
