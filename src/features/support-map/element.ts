// The support map, live: distances are computed here from the codes, round trips by the run's network.
import { gridCodes, gridOf, keepWindow, sameWindow, windowAround, type PlaneWindow, type Point } from '../../kit/draw/plane.ts';
import { codeAt, describePoint } from '../../kit/draw/reading.ts';
import { CELLS, mountSupportMap, supportText, type Measure } from './figure.ts';
import { medianGap, nearestDistances, pairDistances } from '../../model/support.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { showPoint, typedPoint } from '../../kit/island/number-boxes.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';
import { countText } from '../../kit/words.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class SupportMapElement extends FigureElement {
  #window: PlaneWindow | undefined;

  show(signal: AbortSignal): void {
    const { run, which } = this;
    const get = partsOf(this);
    const boxes = [...this.querySelectorAll<HTMLInputElement>('input[type=number]')];
    const choices = [...this.querySelectorAll<HTMLInputElement>('input[name=measure]')];
    const state = get('[data-state]');
    const explained = state.textContent;
    const spoken = voice(this, signal);
    const picture = ownQuestion(this, run, 'decode', signal);
    const here = ownQuestion(this, run, 'here', signal);
    const trips = ownQuestion(this, run, 'trips', signal);
    const move = (point: Point) => {
      run.$point.set(point);
      spoken.acted();
    };
    const figure = this.lazily(mountSupportMap, { pixelRatio: devicePixelRatio, onMove: move });
    let codes: Float32Array | undefined;
    let gap = 1;
    /** Distances over the grid, in gaps. */
    let distances: Float32Array | undefined;
    let errors: { readonly of: Float32Array; readonly map: Float32Array } | undefined;
    let asked: PlaneWindow | undefined;
    const measure = () => (choices.find(({ checked }) => checked)?.value ?? 'distance') as Measure;
    const pointNow = (): Point => run.$point.get() ?? codeAt(codes!, run.$picked.get());

    /** The map of errors over the window at hand, if it has come. */
    const errorMap = () => {
      const answer = answerOf(trips.$answer.get(), 'support-map:roundTrip');
      if (!answer || !sameWindow(gridOf(answer.codes).window, this.#window!)) return undefined;
      if (errors?.of !== answer.back)
        errors = { of: answer.back, map: pairDistances(answer.codes, answer.back).map((error) => error / gap) };
      return errors.map;
    };
    const draw = () => {
      const labels = run.$labels.get();
      if (!codes || labels.length === 0) return;
      const point = pointNow();
      showPoint(boxes, point);
      const map = measure() === 'error' ? errorMap() : distances;
      state.textContent = map ? explained : `Decoding and encoding ${countText(CELLS * CELLS)} points \u2026`;
      const image = answerOf(picture.$answer.get(), 'decode')?.images;
      figure.update({ codes, labels, window: this.#window!, measure: measure(), map, gap, point, image });
      const trip = answerOf(here.$answer.get(), 'support-map:roundTrip');
      const known = trip && trip.codes[0] === Math.fround(point[0]) && trip.codes[1] === Math.fround(point[1]);
      const error = known ? pairDistances(trip.codes, trip.back)[0] : undefined;
      spoken.say(
        `${describePoint(codes, labels, point)} ${supportText(nearestDistances(codes, Float32Array.from(point))[0]!, error, gap)}`,
      );
    };
    /** The point's own questions. */
    const askHere = () => {
      if (!codes) return;
      const place = Float32Array.from(pointNow());
      picture.ask({ kind: 'decode', which, codes: place });
      here.ask({ kind: 'support-map:roundTrip', which, codes: place });
      draw();
    };
    /** The map's question: seconds of work in the worker, so it stands only while its answer is shown. */
    const askMap = () => {
      const wanted = measure() === 'error' ? this.#window : undefined;
      if (wanted !== asked) {
        trips.ask(null);
        if (wanted) trips.ask({ kind: 'support-map:roundTrip', which, codes: gridCodes(wanted, CELLS) });
        asked = wanted;
      }
      draw();
    };
    followCodes(run, which, signal, (next) => {
      codes = next;
      gap = medianGap(codes);
      this.#window = keepWindow(this.#window, codes, windowAround);
      distances = nearestDistances(codes, gridCodes(this.#window, CELLS)).map((distance) => distance / gap);
      askMap();
      if (!run.$point.get()) askHere();
    });
    this.follow(run.$point, signal, askHere);
    this.follow(run.$picked, signal, askHere);
    this.follow(run.$labels, signal, draw);
    for (const { $answer } of [picture, here, trips]) this.follow($answer, signal, draw);
    for (const box of boxes) box.addEventListener('input', () => typedPoint(boxes, move), { signal });
    for (const choice of choices) choice.addEventListener('change', askMap, { signal });
  }
}
