// The network diagram, live: follows the run's spec; a layer that is pointed at or focused says its numbers.
import { layerText, mountNetworkDiagram, networkText } from './figure.ts';
import { FigureElement } from '../../kit/island/figure-element.ts';

export class NetworkDiagramElement extends FigureElement {
  #picked: number | null = null;

  show(signal: AbortSignal): void {
    const says = this.querySelector('[data-says]');
    const draw = () => {
      const spec = this.run.$config.get()?.spec;
      if (!spec) return;
      figure.update({ spec, picked: this.#picked });
      if (says) says.textContent = this.#picked === null ? networkText(spec) : layerText(spec, this.#picked);
    };
    const figure = this.lazily(mountNetworkDiagram, {
      onPick: (layer: number) => {
        this.#picked = layer;
        draw();
      },
    });
    this.follow(this.run.$config, signal, draw);
  }
}
