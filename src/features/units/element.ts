// Units, live: a page of the first layer's weights, and any unit of the network on the run's digits and over its plane.
import { CELLS, mountUnits, PAGE } from './figure.ts';
import { gridCodes, keepWindow, windowAround, type PlaneWindow } from '../../kit/draw/plane.ts';
import { layerName, unitText } from './words.ts';
import type { ModelSpec } from '../../model/spec.ts';
import { largest, unitCount } from '../../model/units.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';
import { onAny } from '../../kit/island/listen.ts';
import { answerOf, followCodes, ownQuestion } from '../../kit/island/questions.ts';
import { voice } from '../../kit/island/voice.ts';
import { partsOf } from '../../kit/island/parts.ts';

export class UnitsElement extends FigureElement {
  #layer = 1;
  /** The first of the sheet, until the reader chooses one. */
  #unit: number | undefined;
  #page = 0;
  #window: PlaneWindow | undefined;
  /** Units of the first layer in the order of the sheet; kept while a network trains, so that images stay in their places. */
  #order: readonly number[] = [];

  show(signal: AbortSignal): void {
    const { run, which } = this;
    const get = partsOf(this);
    const layers = get<HTMLSelectElement>('select[name=layer]');
    const box = get<HTMLInputElement>('input[name=unit]');
    const turn = {
      '-1': get<HTMLButtonElement>('button[name=before]'),
      '1': get<HTMLButtonElement>('button[name=after]'),
    };
    const spoken = voice(this, signal);
    const weighing = ownQuestion(this, run, 'weights', signal);
    const activating = ownQuestion(this, run, 'activations', signal);
    let codes: Float32Array | undefined;
    let spec: ModelSpec | undefined;
    let asked = '';
    const choose = (layer: number, unit: number) => {
      if (!spec || !(Number.isInteger(unit) && unit >= 0 && unit < unitCount(spec, layer))) return;
      [this.#layer, this.#unit] = [layer, unit];
      spoken.acted();
      ask();
    };
    const figure = this.lazily(mountUnits, {
      pixelRatio: devicePixelRatio,
      onUnit: (unit: number) => choose(1, unit),
      onPick: (index: number) => {
        run.$picked.set(index);
        spoken.acted();
      },
    });

    /** Asks what has not been asked yet. */
    const ask = () => {
      if (!spec || !codes) return weighing.ask({ kind: 'units:weights', which, units: [] });
      const units = this.#order.slice(this.#page * PAGE, (this.#page + 1) * PAGE);
      this.#unit ??= units[0] ?? 0;
      this.#window = keepWindow(this.#window, codes, windowAround);
      const wanted = JSON.stringify([units, this.#layer, this.#unit, this.#window]);
      if (wanted === asked) return draw();
      asked = wanted;
      weighing.ask({ kind: 'units:weights', which, units });
      activating.ask({ kind: 'units:activations', which, layer: this.#layer, unit: this.#unit, points: gridCodes(this.#window, CELLS) });
      draw();
    };
    /** Another network may have other layers. */
    const adopt = (next: ModelSpec) => {
      if (JSON.stringify(spec?.units) !== JSON.stringify(next.units)) {
        const names = next.units.slice(1).map((count, k) => new Option(`${layerName(next, k + 1)} (${count})`, String(k + 1)));
        layers.replaceChildren(...names);
        if (this.#layer >= next.units.length || (this.#unit ?? 0) >= unitCount(next, this.#layer))
          [this.#layer, this.#unit] = [1, undefined];
        if (this.#order.length !== unitCount(next, 1)) [this.#order, this.#page] = [[], 0];
      }
      spec = next;
    };
    const draw = () => {
      const labels = run.$labels.get();
      const sheet = answerOf(weighing.$answer.get(), 'units:weights');
      const found = answerOf(activating.$answer.get(), 'units:activations');
      if (!codes || !spec || labels.length === 0 || !sheet || sheet.units.length === 0 || !found) return;
      const { layer, unit, digits, top, images, plane } = found;
      if (layer >= spec.units.length) return;
      const picked = run.$picked.get();
      layers.value = String(this.#layer);
      box.max = String(unitCount(spec, this.#layer) - 1);
      if (box !== document.activeElement) box.value = String(this.#unit ?? 0);
      turn['-1'].disabled = this.#page === 0;
      turn['1'].disabled = (this.#page + 1) * PAGE >= this.#order.length;
      figure.update({ codes, labels, spec, window: this.#window!, picked, sheet, layer, unit, digits, plane, top, images });
      spoken.say(unitText({ spec, layer, unit, digits, labels, top, picked }));
    };

    this.follow(weighing.$answer, signal, (answer) => {
      const found = answerOf(answer, 'units:weights');
      if (!found) return;
      adopt(found.spec);
      if (this.#order.length === 0 || run.$transport.get().state !== 'training') this.#order = largest(found.norms, found.norms.length);
      ask();
    });
    followCodes(run, which, signal, (next) => {
      codes = next;
      ask();
    });
    onAny([activating.$answer, run.$picked, run.$labels], signal, draw);
    for (const [step, button] of Object.entries(turn)) {
      button.addEventListener(
        'click',
        () => {
          this.#page += Number(step);
          spoken.acted();
          ask();
        },
        { signal },
      );
    }
    layers.addEventListener('change', () => choose(Number(layers.value), 0), { signal });
    box.addEventListener('input', () => choose(this.#layer, box.valueAsNumber), { signal });
  }
}
