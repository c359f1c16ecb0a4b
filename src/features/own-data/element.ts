// Other digits, or the reader's own images: chosen here, converted in the worker, looked at, and used for a run.
import { drawDigits } from '../../kit/draw/ink.ts';
import { countText } from '../../kit/words.ts';
import { errorMessage } from '../../model/error-message.ts';
import { dataText } from '../../model/run-data.ts';
import { isOwn, type DataName } from '../../model/spec.ts';
import type { AnswerProgress } from '../../train/protocol.ts';
import type { OwnReport } from './question.ts';
import { BUDGET, checkMost } from '../../data/budget.ts';
import { awake } from '../../kit/island/awake.ts';
import { nameBoxes } from '../../kit/island/class-names.ts';
import { dropped, pasted, type Found } from '../../kit/island/dropped-files.ts';
import { askOnce } from '../../kit/island/questions.ts';
import { voice, type Voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { LastingElement } from '../../kit/island/run-element.ts';

/** What the files turned out to be, in words. */
export function ownText({ counts, test, unlabelled, turned, fitted }: OwnReport): string {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const kinds = counts.flatMap((count, label) => (count > 0 ? [`${countText(count)} with label ${label}`] : []));
  const labels = unlabelled ? 'unlabelled, so all count as label 0' : kinds.join(', ');
  const notes = [
    ...(fitted > 0 ? [`${countText(fitted)} were not 28 by 28 pixels and have been scaled to fit.`] : []),
    ...(turned ? ['They were dark on light and have been turned over, so that ink is high.'] : []),
  ];
  return [`${countText(all)} images: ${labels}.`, `${countText(test)} of them, every sixth, are for testing.`, ...notes].join(' ');
}

export class OwnDataElement extends LastingElement {
  #report: OwnReport | undefined;
  /** Of the files that are being read: a later choice cancels an earlier one, and so does the reader. */
  #reading = new AbortController();

  protected start(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const boxes = [...this.querySelectorAll<HTMLInputElement>('[name=digit]')];
    const [data, use, start] = [
      get<HTMLSelectElement>('[name=data]'),
      get<HTMLButtonElement>('[name=use]'),
      get<HTMLButtonElement>('[name=start]'),
    ];
    const spoken = voice(this, signal);
    const chosen = () => boxes.filter(({ checked }) => checked).map(({ value }) => Number(value));
    /** The reader has chosen before the run had opened: that stays. */
    let early = false;

    const show = () => {
      const config = run.$config.get();
      if (!config) return;
      if (!isOwn(config.data) && !early) {
        data.value = config.data;
        for (const box of boxes) box.checked = config.digits.includes(Number(box.value));
      }
      early = false;
      arrange();
    };
    /** What can be pressed follows from what is chosen and from the run there is. */
    const arrange = () => {
      const config = run.$config.get();
      const digits = chosen();
      nameBoxes(boxes, data.value as DataName);
      const same = config?.data === data.value && config.digits.join() === digits.join();
      start.disabled = !config || digits.length === 0 || same;
      use.disabled = !config || !this.#report || config.data === this.#report.name;
      const hint =
        digits.length === 0
          ? 'Choose at least one digit.'
          : same
            ? 'This is the run you see.'
            : 'A new run, untrained; the present one stays as ghost.';
      get('[data-start]').textContent = hint;
    };
    const begin = (name: DataName, digits: readonly number[], sentence: string) => {
      const config = run.$config.get();
      if (!config) return;
      run.configure({ ...config, data: name, digits });
      spoken.say(sentence);
      spoken.acted();
    };

    const take = (finding: Promise<readonly Found[]>) => void this.#take(finding, spoken, arrange);
    get('[name=cancel]').addEventListener(
      'click',
      () => {
        this.#reading.abort();
        get('.own-reading').hidden = true;
        this.#showNone(spoken, '');
        spoken.acted();
        get<HTMLInputElement>('[name=files]').focus();
      },
      { signal },
    );

    signal.addEventListener('abort', run.$config.subscribe(show));
    const choose = () => {
      early = run.$config.get() === null;
      arrange();
    };
    for (const box of [...boxes, data]) box.addEventListener('change', choose, { signal });
    start.addEventListener(
      'click',
      () => {
        const digits = chosen();
        begin(data.value as DataName, digits, `A new run on ${dataText(data.value as DataName, digits)}, untrained. Press Train.`);
      },
      { signal },
    );
    use.addEventListener(
      'click',
      () => {
        if (!this.#report) return;
        const { name, counts } = this.#report;
        const labels = counts.flatMap((count, label) => (count > 0 ? [label] : []));
        begin(name, labels, 'A new run on your images, untrained. Press Train. A link to it does not carry them.');
      },
      { signal },
    );
    for (const input of this.querySelectorAll<HTMLInputElement>('input[type=file]')) {
      // Before this, what is chosen would be lost.
      input.disabled = false;
      input.addEventListener(
        'change',
        () => {
          const found = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
          input.value = '';
          take(Promise.resolve(found));
        },
        { signal },
      );
    }
    dropped(get('.drop'), signal, BUDGET.most, take);
    pasted(this, signal, (files) => take(Promise.resolve(files.map((file) => ({ path: file.name, file })))));
    awake(this);
  }

  /** Nothing is chosen; `failure`: why, in a sentence. */
  #showNone(spoken: Voice, failure: string): void {
    const get = partsOf(this);
    drawDigits(get<HTMLCanvasElement>('canvas'), new Float32Array(0), 10);
    spoken.say('No images are chosen.');
    get('[data-failure]').textContent = failure;
  }

  /** Reads what is found, and shows it. `arrange` shows what can be pressed then. */
  async #take(finding: Promise<readonly Found[]>, spoken: Voice, arrange: () => void): Promise<void> {
    const get = partsOf(this);
    const [reading, progress, doing] = [get('.own-reading'), get<HTMLProgressElement>('.own-reading progress'), get('[data-doing]')];
    this.#reading.abort();
    const { signal: cancelled } = (this.#reading = new AbortController());
    const onProgress = (now: AnswerProgress) => {
      doing.textContent = `${now.doing} ${countText(now.item)} of ${countText(now.of)}`;
      progress.value = now.item / now.of;
    };
    this.#report = undefined;
    get('[data-failure]').textContent = '';
    arrange();
    reading.hidden = false;
    doing.textContent = 'Looking for files';
    progress.removeAttribute('value');
    try {
      const found = await finding;
      if (found.length === 0 || cancelled.aborted) return;
      spoken.say(`Reading ${found.length === 1 ? found[0]!.path : `${countText(found.length)} files`}.`);
      checkMost(found.length, 'There', 'files');
      const files = found.map(({ path, file }) => ({ path, blob: file }));
      const query = { kind: 'own-data:files', which: 'network', files } as const;
      const report = await askOnce(this.run, query, { onProgress, signal: cancelled });
      this.#report = report;
      drawDigits(get<HTMLCanvasElement>('canvas'), report.preview, 10);
      spoken.say(ownText(report));
      spoken.acted();
    } catch (error) {
      if (!cancelled.aborted) this.#showNone(spoken, errorMessage(error));
    } finally {
      if (!cancelled.aborted) {
        reading.hidden = true;
        arrange();
      }
    }
  }
}
