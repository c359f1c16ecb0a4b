// The run before beside the run at hand, live: planes laid over each other, the same digit in both, costs, and what differs.
import { mountCompare } from './figure.ts';
import { timeText } from '../../kit/words.ts';
import { twinErrors, type Twin } from '../../kit/draw/twins.ts';
import { CHANGES, differences, sameBatches, sameDigits } from '../../model/differences.ts';
import { procrustes, type Alignment } from '../../model/procrustes.ts';
import type { Question, RunConfig } from '../../runs/run.ts';
import type { Transport } from '../../runs/transport.ts';
import { isUnderWay } from '../../runs/transport.ts';
import { onAny, onState } from '../../kit/island/listen.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { loadingText, stepText } from '../../kit/island/transport-text.ts';
import { alignmentText, costsText, NO_GHOST, pairText } from '../../kit/island/twin-text.ts';
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

/** What differs between two runs: a name and the rest of its line. */
function differenceLines(now: RunConfig, before: RunConfig, byHand: boolean): readonly (readonly [name: string, rest: string])[] {
  const lines = differences(now, before).map((each) => [each.name, ` ${each.now}, before ${each.before}`] as const);
  const all = byHand ? [...lines, ['learning rate', ' set by hand while it trained'] as const] : lines;
  return all.length > 0 ? all : [['nothing', ' differs: the same run again']];
}

/** Writes the lines into a list, where they are not there already. */
function listDifferences(place: HTMLElement, lines: readonly (readonly [name: string, rest: string])[]): void {
  const text = lines.map((line) => line.join('')).join('\n');
  if (place.dataset['text'] === text) return;
  place.dataset['text'] = text;
  place.replaceChildren(
    ...lines.map(([name, rest]) => {
      const [item, strong] = [document.createElement('li'), document.createElement('b')];
      strong.textContent = name;
      item.append(strong, rest);
      return item;
    }),
  );
}

/** How far the run at hand is, in a sentence; empty where it does not go. */
function progressText(transport: Transport): string {
  const { state, loading, progress } = transport;
  if (loading) return `${loadingText(loading)}.`;
  const at = `step ${stepText(transport)}`;
  const left = progress.stepsPerSecond > 0 ? `, ${timeText(progress.secondsLeft)} left` : '';
  switch (state) {
    case 'starting':
      return 'Starting.';
    case 'training':
      return `Training: ${at}${left}.`;
    case 'paused':
      return `Paused at ${at}.`;
    case 'done':
      return `Done: ${at}.`;
    default:
      return '';
  }
}

/** How the plane on the right was laid over the left one, or would have to be. */
function layingText(laid: boolean, alignment: Alignment): string {
  const laying = laid
    ? 'The plane on the right is'
    : 'As they are, each plane has axes of its own. To fit the left one, the right would be';
  return `${laying} ${alignmentText(alignment)}.`;
}

export class CompareElement extends FigureElement {
  readonly #align = aligner();

  show(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const [start, pause] = [get<HTMLButtonElement>('[name=start]'), get<HTMLButtonElement>('[name=pause]')];
    const [change, aligned] = [get<HTMLSelectElement>('[name=change]'), get<HTMLInputElement>('[name=aligned]')];
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
      const before = ghost ? answerOf(ghostCodes.$answer.get(), 'codes') : undefined;
      const mine = answerOf(own.$answer.get(), 'reconstruct');
      const copyBy = ({ $answer }: Question) => {
        const answer = answerOf($answer.get(), 'reconstruct');
        return answer?.indices[0] === picked ? answer.reconstructions : undefined;
      };
      const present = { codes, labels, reconstruction: copyBy(own) };
      const name = run.$record.get() ? `recorded run, seed ${config.seed}` : `this run, seed ${config.seed}`;
      const [costs, baselines] = [run.$costs.get(), run.$baselines.get()];
      const common = { picked, costs, baselines };
      if (!ghost || !before) {
        const next: Twin = { codes, labels, name: 'the next run', bare: true };
        figure.update({
          ...common,
          image: mine?.images,
          sides: [{ ...present, name, short: 'now' }, next],
          ghost: [],
          steps: config.train.steps,
        });
        listDifferences(get('.differences'), []);
        return spoken.say(NO_GHOST);
      }
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
            name: ghost.label,
            short: 'before',
            reconstruction: copyBy(ghostCopy),
          },
          { ...present, codes: laid ? fitting : codes, name: laid ? `${name}, aligned` : name, short: 'now' },
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

    followCodes(run, 'network', signal, (next) => {
      codes = next;
      draw();
    });
    ghostCodes.ask({ kind: 'codes', which: 'ghost' });
    this.follow(run.$picked, signal, (picked) => {
      own.ask({ kind: 'reconstruct', which: 'network', indices: [picked] });
      ghostCopy.ask({ kind: 'reconstruct', which: 'ghost', indices: [picked] });
      draw();
    });
    const answers = [own.$answer, ghostCodes.$answer, ghostCopy.$answer];
    onAny([...answers, run.$labels, run.$costs, run.$baselines, run.$ghost, run.$byHand], signal, draw);
    onAny([run.$transport], signal, speak);
    onState(run, signal, (state) => state === 'done' && spoken.acted());
    aligned.addEventListener(
      'change',
      () => {
        draw();
        spoken.acted();
      },
      { signal },
    );
    start.addEventListener(
      'click',
      () => {
        const config = run.$config.get();
        const chosen = CHANGES.find(({ name }) => name === change.value);
        if (!config || !chosen) return;
        run.configure(chosen.of(config));
        run.train();
        spoken.acted();
      },
      { signal },
    );
    pause.addEventListener('click', () => (run.$transport.get().state === 'paused' ? run.train() : run.pause()), { signal });
  }
}
