// Exact PCA beside the run's network, live: both planes, the picked digit in both, both errors and both costs.
import { mountTwins, twinErrors, type Twin } from '../../kit/draw/twins.ts';
import { betterCounts, testCostAt, twinText } from '../../kit/island/twin-text.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';

const SIDES = ['network', 'pca'] as const;
const NAMES = { network: 'network', pca: 'exact PCA' };

export class PcaTwinElement extends FigureElement {
  show(signal: AbortSignal): void {
    const { run } = this;
    const spoken = voice(this, signal);
    const copies = SIDES.map((which) => ownQuestion(this, run, `copy ${which}`, signal));
    const errors = SIDES.map((which) => ownQuestion(this, run, `errors ${which}`, signal));
    const codes: (Float32Array | undefined)[] = [undefined, undefined];
    const figure = this.lazily(mountTwins, {
      pixelRatio: devicePixelRatio,
      onPick: (index: number) => {
        run.$picked.set(index);
        spoken.acted();
      },
    });
    const draw = () => {
      const labels = run.$labels.get();
      const [left, right] = codes;
      if (!left || !right || labels.length === 0) return;
      const picked = run.$picked.get();
      const answers = copies.map(({ $answer }) => answerOf($answer.get(), 'reconstruct'));
      const current = answers.map((answer) => (answer?.indices[0] === picked ? answer : undefined));
      const side = (k: 0 | 1, own: Float32Array): Twin => ({
        name: NAMES[SIDES[k]],
        codes: own,
        labels,
        reconstruction: current[k]?.reconstructions,
      });
      const data = { picked, image: current[0]?.images, sides: [side(0, left), side(1, right)] as const };
      figure.update(data);
      const [network, pca] = errors.map(({ $answer }) => answerOf($answer.get(), 'errors')?.errors);
      spoken.say(
        twinText({
          label: labels[picked],
          errors: twinErrors(data),
          costs: [testCostAt(run.$costs.get(), current[0]?.step ?? Infinity), run.$baselines.get()?.pca2],
          better: network && pca && betterCounts(network, pca),
          watched: labels.length,
        }),
      );
    };
    SIDES.forEach((which, k) => {
      followCodes(run, which, signal, (next) => {
        codes[k] = next;
        draw();
      });
      this.follow(copies[k]!.$answer, signal, draw);
      this.follow(errors[k]!.$answer, signal, draw);
      errors[k]!.ask({ kind: 'errors', which });
    });
    this.follow(run.$picked, signal, (picked) => {
      SIDES.forEach((which, k) => copies[k]!.ask({ kind: 'reconstruct', which, indices: [picked] }));
      draw();
    });
    onAny([run.$labels, run.$costs, run.$baselines], signal, draw);
  }
}
