// The code panel, live: writes the run's program anew whenever its settings change, and hands out its weights.
import { diffLines, type DiffLine } from '../codegen/diff.ts';
import { kerasSource } from '../codegen/keras.ts';
import { notebookSource } from '../codegen/notebook.ts';
import { safetensors } from '../codegen/safetensors.ts';
import { tfjsSource } from '../codegen/tfjs.ts';
import { countText } from '../figures/cost-curve.ts';
import { sentence } from '../model/sentence.ts';
import type { RunConfig } from '../model/spec.ts';
import { askOnce } from './questions.ts';
import { FigureElement } from './figure-element.ts';

const LANGUAGES = {
  tfjs: { source: tfjsSource, file: 'autoencoder.ts', type: 'text/typescript' },
  keras: { source: kerasSource, file: 'autoencoder.py', type: 'text/x-python' },
} as const;
const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { same: '  ', before: '− ', after: '+ ', gap: '  …' };

/** Gives the reader a file. */
function download(file: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = file;
  link.click();
  // The browser has taken hold of the contents once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export class CodePanelElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run } = this;
    const get = <Kind extends HTMLElement>(selector: string) => this.querySelector<Kind>(selector)!;
    const [language, shown, sheet] = [get<HTMLSelectElement>('[name=language]'), get<HTMLSelectElement>('[name=show]'), get('pre')];
    const says = get('[data-says]');
    const written = () => LANGUAGES[language.value as keyof typeof LANGUAGES];
    const plain = (config: RunConfig): RunConfig => {
      const { variant, ...spec } = config.spec;
      return { ...config, spec };
    };

    const lineOf = ({ kind, text }: DiffLine) => {
      const line = document.createElement('span');
      line.className = `diff-${kind}`;
      line.textContent = `${SIGNS[kind]}${text}\n`;
      return line;
    };
    const draw = () => {
      const config = run.$config.get();
      if (!config) return;
      const { source } = written();
      const [text, ghost] = [source(config), run.$ghost.get()];
      const other = shown.value === 'plain' ? plain(config) : shown.value === 'ghost' ? ghost?.config : undefined;
      if (shown.value === 'whole') {
        if (sheet.textContent !== text) sheet.textContent = text;
        says.textContent = `${text.split('\n').length - 1} lines, written from the settings of the run you see.`;
        return;
      }
      const lines = other ? diffLines(source(other), text) : [];
      sheet.replaceChildren(...lines.map(lineOf));
      const count = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length;
      const against = shown.value === 'plain' ? 'the plain autoencoder' : 'your run before';
      if (!other) says.textContent = 'There is no run before this one yet: start another, and this one is kept.';
      else if (lines.length === 0) says.textContent = `No line differs from ${against}.`;
      else says.textContent = `Against ${against}: ${count('before')} lines go (−), ${count('after')} come (+).`;
    };

    /** The network that is shown, for a file; the reader hears how it went. */
    const withWeights = async (use: (config: RunConfig, parameters: Float32Array, step: number) => void, what: string) => {
      const config = run.$config.get();
      if (!config) return;
      says.textContent = `Fetching the weights for ${what}.`;
      try {
        const { parameters, step } = await askOnce(run, { kind: 'parameters', which: 'network' });
        use(config, parameters, step);
        says.textContent = `Saved ${what}: ${countText(parameters.length)} numbers of step ${countText(step)}.`;
      } catch (error) {
        says.textContent = sentence(error);
      }
    };
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(sheet.textContent ?? '');
        says.textContent = 'Copied.';
      } catch {
        getSelection()?.selectAllChildren(sheet);
        says.textContent = 'This browser does not let the page copy: the program is selected, copy it yourself.';
      }
    };

    for (const store of [run.$config, run.$ghost]) this.follow<unknown>(store, signal, draw);
    for (const choice of [language, shown]) choice.addEventListener('change', draw, { signal });
    const on = (name: string, action: () => void) => get(`[name=${name}]`).addEventListener('click', action, { signal });
    on('copy', () => void copy());
    on('program', () => {
      const config = run.$config.get();
      const { source, file, type } = written();
      if (config) download(file, type, source(config));
      says.textContent = `Saved ${file}.`;
    });
    on('notebook', () => {
      const save = (config: RunConfig, parameters: Float32Array, step: number) =>
        download('autoencoder.ipynb', 'application/x-ipynb+json', notebookSource(config, parameters, step));
      void withWeights(save, 'the notebook');
    });
    on('weights', () => {
      const save = (config: RunConfig, parameters: Float32Array, step: number) =>
        download('autoencoder.safetensors', 'application/octet-stream', safetensors(config, parameters, step));
      void withWeights(save, 'the weights');
    });
  }
}
