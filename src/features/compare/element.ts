// The run before beside the run at hand, live: planes laid over each other, the same digit in both, costs, and what differs.
import { mountCompare } from './figure.ts';
import { countText } from '../../kit/words.ts';
import { twinErrors, type Twin } from '../../kit/draw/twins.ts';
import { CHANGES, sameBatches, sameDigits } from '../../model/differences.ts';
import { PIXELS } from '../../model/spec.ts';
import { procrustes, type Alignment } from '../../model/procrustes.ts';
import type { Question, Run, RunConfig } from '../../runs/run.ts';
import { differenceLines, layingText, listDifferences, progressText, twinNames } from './element-words.ts';
import { isUnderWay } from '../../runs/transport.ts';
import { onAny, onState } from '../../kit/island/listen.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, askOnce, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { costsText, NO_GHOST, pairText } from '../../kit/island/twin-text.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

/** Keeps the last alignment: a plane is drawn more often than it changes. */
function aligner(): (from: Float32Array, to: Float32Array) => { readonly alignment: Alignment; readonly codes: Float32Array } {
  let last: { from: Float32Array; to: Float32Array; alignment: Alignment; codes: Float32Array } | undefined;
  return (from, to) => {
    if (last?.from === from && last.to === to) return last;
    const alignment = procrustes(from, to);
    last = { from, to, alignment, codes: alignment.apply(from) };
    return last;
  };
}

/** The run's network before training: what its run is beside as long as there is no other. */
interface Start {
  readonly config: RunConfig;
  /** Of the watch digits, `[watched, 2]` and `[watched, 784]`. */
  readonly codes: Float32Array;
  readonly reconstructions: Float32Array;
}

/** The start's plane on the left; without a start only its axes. */
function startSide(start: Start | undefined, { codes, labels }: Twin, picked: number): Twin {
  const name = 'before training: step 0';
  if (!start) return { codes, labels, name, bare: true };
  const reconstruction = start.reconstructions.subarray(picked * PIXELS, (picked + 1) * PIXELS);
  return { codes: start.codes, labels, name, short: 'before', reconstruction };
}

/** The buttons: another run with one thing changed, its pause; and how far it is. */
function runControls(host: HTMLElement, run: Run, signal: AbortSignal, acted: () => void): void {
  const get = partsOf(host);
  const [start, pause] = [get<HTMLButtonElement>('[name=start]'), get<HTMLButtonElement>('[name=pause]')];
  const change = get<HTMLSelectElement>('[name=change]');
  const speak = () => {
    const transport = run.$transport.get();
    const { state } = transport;
    // A run without a step is not kept: there would be nothing to compare with.
    start.disabled = run.$costs.get().length < 2 || state === 'starting';
    pause.disabled = !isUnderWay(transport);
    pause.textContent = state === 'paused' ? 'Resume' : 'Pause';
    get('[data-progress]').textContent = progressText(transport);
    get('[role=alert]').textContent = transport.state === 'failed' ? transport.failure.message : '';
  };
  onAny([run.$transport], signal, speak);
  start.addEventListener(
    'click',
    () => {
      const config = run.$config.get();
      const chosen = CHANGES.find(({ name }) => name === change.value);
      if (!config || !chosen) return;
      run.configure(chosen.of(config));
      run.train();
      acted();
    },
    { signal },
  );
  pause.addEventListener('click', () => (run.$transport.get().state === 'paused' ? run.train() : run.pause()), { signal });
}

export class CompareElement extends FigureElement {
  readonly #align = aligner();
  #start: Start | undefined;
  #asked: RunConfig | undefined;

  /** Asks for the start of the run of this config, once; where a run has none to tell, its place stays empty. */
  async #askStart(config: RunConfig, signal: AbortSignal): Promise<void> {
    const { run } = this;
    const { length } = run.$labels.get();
    if (length === 0 || this.#asked === config) return;
    this.#asked = config;
    const indices = Array.from({ length }, (_, index) => index);
    try {
      const { codes, reconstructions } = await askOnce(run, { kind: 'reconstruct', which: 'network', indices, at: 0 }, { signal });
      this.#start = { config, codes, reconstructions };
    } catch {
      // Out of sight before the answer came: asked again when it is back.
      if (signal.aborted) this.#asked = undefined;
    }
  }

  /** The run at hand on the right of its own start, laid over it where the reader wants that. */
  #besideStart(config: RunConfig, present: Twin, aligned: boolean, picked: number) {
    const start = this.#start?.config === config ? this.#start : undefined;
    const left = startSide(start, present, picked);
    if (!start || !aligned) return { sides: [left, present], laid: false } as const;
    const { codes } = this.#align(present.codes, start.codes);
    return { sides: [left, { ...present, codes, name: `${present.name}, aligned` }], laid: true } as const;
  }

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const aligned = get<HTMLInputElement>('[name=aligned]');
    const spoken = voice(this, signal);
    const own = ownQuestion(this, run, 'copy', signal);
    const [ghostCodes, ghostCopy] = [ownQuestion(this, run, 'ghost codes', signal), ownQuestion(this, run, 'ghost copy', signal)];
    let codes: Float32Array | undefined;
    const figure = this.lazily(mountCompare, {
      pixelRatio: devicePixelRatio,
      onPick: (index: number) => {
        run.$picked.set(index);
        spoken.acted();
      },
    });

    const draw = () => {
      const [config, labels, picked, ghost] = [run.$config.get(), run.$labels.get(), run.$picked.get(), run.$ghost.get()];
      if (!config || !codes || labels.length === 0) return;
      const mine = answerOf(own.$answer.get(), 'reconstruct');
      const copyBy = ({ $answer }: Question) => {
        const answer = answerOf($answer.get(), 'reconstruct');
        return answer?.indices[0] === picked ? answer.reconstructions : undefined;
      };
      const [costs, baselines] = [run.$costs.get(), run.$baselines.get()];
      const common = { picked, costs, baselines };
      const who = run.$record.get() ? 'recorded run' : 'this run';
      const present = { codes, labels, name: '', reconstruction: copyBy(own), short: 'now' };
      const before = ghost ? answerOf(ghostCodes.$answer.get(), 'codes') : undefined;
      if (!ghost || !before) {
        const step = `${who}: step ${countText(costs.at(-1)?.step ?? 0)}`;
        const { sides, laid } = this.#besideStart(config, { ...present, name: step }, aligned.checked, picked);
        figure.update({ ...common, image: mine?.images, sides, together: laid, ghost: [], steps: config.train.steps });
        listDifferences(get('.differences'), []);
        return spoken.say(NO_GHOST);
      }
      const [name, then] = twinNames(config, ghost, who, run.$byHand.get());
      const comparable = sameDigits(config, ghost.config);
      const { alignment, codes: fitting } = this.#align(codes, before.codes);
      const laid = comparable && aligned.checked;
      const data = {
        ...common,
        image: comparable ? mine?.images : undefined,
        sides: [
          {
            codes: before.codes,
            labels: before.labels,
            name: then,
            short: 'before',
            reconstruction: copyBy(ghostCopy),
          },
          { ...present, codes: laid ? fitting : codes, name: laid ? `${name}, aligned` : name },
        ] as const,
        ghost: ghost.costs,
        together: laid,
        steps: Math.max(config.train.steps, ghost.config.train.steps),
      };
      figure.update(data);
      listDifferences(get('.differences'), differenceLines(config, ghost.config, run.$byHand.get()));
      spoken.say(
        [
          costsText(costs, ghost.costs, sameBatches(config, ghost.config)),
          comparable ? layingText(laid, alignment) : 'The runs have other digits: their planes cannot be laid over each other.',
          comparable ? pairText(labels[picked], twinErrors(data)) : '',
        ].join(' '),
      );
    };

    followCodes(run, 'network', signal, (next) => {
      codes = next;
      draw();
      const config = run.$config.get();
      if (config && !run.$ghost.get()) void this.#askStart(config, signal).then(() => !signal.aborted && draw());
    });
    ghostCodes.ask({ kind: 'codes', which: 'ghost' });
    this.follow(run.$picked, signal, (picked) => {
      own.ask({ kind: 'reconstruct', which: 'network', indices: [picked] });
      ghostCopy.ask({ kind: 'reconstruct', which: 'ghost', indices: [picked] });
      draw();
    });
    const answers = [own.$answer, ghostCodes.$answer, ghostCopy.$answer];
    onAny([...answers, run.$labels, run.$costs, run.$baselines, run.$ghost, run.$byHand], signal, draw);
    runControls(this, run, signal, spoken.acted);
    onState(run, signal, (state) => state === 'done' && spoken.acted());
    aligned.addEventListener(
      'change',
      () => {
        draw();
        spoken.acted();
      },
      { signal },
    );
  }
}
