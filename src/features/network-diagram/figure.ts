// The network drawn from its spec: a column per layer of units, a wedge of weights between two columns, and how many there are.
import { scaleLog, type Selection } from 'd3';
import { layerShapes, parameterCount, type LayerShape, type ModelSpec } from '../../model/spec.ts';
import { countText } from '../../kit/words.ts';
import type { Mount } from '../../kit/draw/figure.ts';
import { arrow, plate, type Svg } from '../../kit/draw/canvas-under-svg.ts';

export interface NetworkDiagramOptions {
  /** The reader points at, taps or focuses dense layer k, counted from 0. Without it the picture is still. */
  readonly onPick?: (layer: number) => void;
}

export interface NetworkDiagramData {
  readonly spec: ModelSpec;
  /** Dense layer to mark, or null. */
  readonly picked: number | null;
  /** What is at work; absent where nothing is. */
  readonly work?: Work | undefined;
}

/** The parts of the network at work in a moment of training. */
export interface Work {
  readonly layers: readonly number[];
  /** Layers of units, counted from 0 (the input). */
  readonly units: readonly number[];
  /** Drawn on the layers at work: which way the numbers go, or a sign for what happens in place. */
  readonly sign: 'forward' | 'backward' | 'change';
  /** Two short lines for each dense layer, in place of its count and activation. */
  readonly notes: readonly (readonly [string, string])[];
}

/** Signs for a diagram from left to right, and for one from top to bottom. */
const SIGNS = { forward: ['→', '↓'], backward: ['←', '↑'], change: ['±', '±'] } as const;

/** Weights and biases of a dense layer. */
const numbersOf = ({ inputs, outputs }: LayerShape) => (inputs + 1) * outputs;

/** A dense layer's shape in words: `784 × 500 weights + 500 biases = 392,500`. */
export function layerText(spec: ModelSpec, layer: number): string {
  const shape = layerShapes(spec)[layer];
  if (!shape) return '';
  const side = layer < spec.code ? 'encoder' : 'decoder';
  return `Layer ${layer + 1} (${side}, ${shape.activation}): ${countText(shape.inputs)} × ${countText(shape.outputs)} weights + ${countText(shape.outputs)} biases = ${countText(numbersOf(shape))}`;
}

/** The network in a sentence: the diagram's text alternative. */
export function networkText(spec: ModelSpec): string {
  const shapes = layerShapes(spec);
  const encoder = shapes.slice(0, spec.code).reduce((sum, shape) => sum + numbersOf(shape), 0);
  const total = parameterCount(spec);
  return `The network has ${countText(total)} weights and biases: ${countText(encoder)} in the encoder (${spec.units.slice(0, spec.code + 1).join('–')}) and ${countText(total - encoder)} in the decoder (${spec.units.slice(spec.code).join('–')}).`;
}

/** Names the layer of units between dense layers. */
function unitsName(spec: ModelSpec, k: number): string {
  if (k === 0) return 'input';
  if (k === spec.units.length - 1) return 'output';
  return k === spec.code ? 'code' : '';
}

type Group = Selection<SVGGElement, unknown, null, undefined>;

/** Where the parts of a network are drawn: from left to right, or below 480 px from top to bottom, so that its text stays readable on phones. */
interface Layout {
  readonly upright: boolean;
  readonly width: number;
  readonly height: number;
  /** Where a layer of units stands, in pixels from the input's end. */
  readonly along: (k: number) => number;
  /** Half the extent of a column, in pixels, by its number of units. */
  readonly reach: (units: number) => number;
  /** The point `across` pixels beside the middle line, as `x,y`. */
  readonly at: (along: number, across: number) => string;
  /** Where the middle line runs. */
  readonly middle: number;
}

function layoutOf({ units }: ModelSpec, width: number): Layout {
  const upright = width < 480;
  const gaps = units.length - 1;
  const middle = upright ? 0.36 * width : 150;
  const pixels = (value: number) => value.toFixed(1);
  return {
    upright,
    width,
    height: upright ? gaps * 58 + 44 : 320,
    along: (k) => (upright ? 22 + k * 58 : 30 + (k * (width - 60)) / gaps),
    reach: scaleLog()
      .domain([1, Math.max(...units)])
      .range([2, upright ? 0.3 * width : 104])
      .clamp(true),
    at: (along, across) => (upright ? `${pixels(middle + across)},${pixels(along)}` : `${pixels(along)},${pixels(middle + across)}`),
    middle,
  };
}

/** The weights of dense layer `layer` as a wedge between two columns, with their count and the activation. */
function drawWedge(svg: Svg, { upright, width, along, reach, at, middle }: Layout, shape: LayerShape, layer: number): Group {
  const [a, b] = [along(layer), along(layer + 1)];
  const [r, s] = [reach(shape.inputs), reach(shape.outputs)];
  const group = svg.append('g').attr('class', 'wedge') as Group;
  group.append('path').attr('d', `M${at(a, -r)}L${at(b, -s)}L${at(b, s)}L${at(a, r)}Z`);
  group
    .append('text')
    .attr('class', 'sign')
    .attr('text-anchor', 'middle')
    .attr('dy', '0.35em')
    .attr('transform', `translate(${at((a + b) / 2, 0)})`);
  const label = group
    .append('g')
    .attr('transform', upright ? `translate(${0.7 * width},${(a + b) / 2})` : `translate(${(a + b) / 2},${middle + 128})`);
  const line = (name: string, dy: string, text: string) =>
    label
      .append('text')
      .attr('class', name)
      .attr('text-anchor', upright ? 'start' : 'middle')
      .attr('dy', dy)
      .text(text);
  line('count', '0', countText(numbersOf(shape)));
  line('activation', '1.2em', shape.activation);
  return group;
}

/** Units between two dense layers as a line, with their number and the layer's name. */
function drawColumn(svg: Svg, { upright, along, reach, at }: Layout, spec: ModelSpec, k: number): Group {
  const units = spec.units[k]!;
  const place = (across: number) => `translate(${at(along(k), across)})`;
  const group = svg.append('g').attr('class', k === spec.code ? 'units code' : 'units') as Group;
  group.append('path').attr('d', `M${at(along(k), -reach(units))}L${at(along(k), reach(units))}`);
  const name = unitsName(spec, k);
  const label = group.append('text').text(upright && name ? `${countText(units)} ${name}` : countText(units));
  if (upright) label.attr('transform', place(reach(units) + 8)).attr('dy', '0.35em');
  else label.attr('transform', place(-reach(units) - 9)).attr('text-anchor', 'middle');
  if (!upright && name) {
    group
      .append('text')
      .attr('class', 'name')
      .attr('transform', place(-reach(units) - 24))
      .attr('text-anchor', 'middle')
      .text(name);
  }
  return group;
}

/** Names the two halves, with their numbers. */
function drawSides(group: Group, { upright, width, along }: Layout, spec: ModelSpec): void {
  const across = upright ? 0.02 * width : 312;
  const shapes = layerShapes(spec);
  const sum = (part: LayerShape[]) => countText(part.reduce((total, shape) => total + numbersOf(shape), 0));
  const halves = [
    { text: `encoder ${sum(shapes.slice(0, spec.code))}`, from: along(0), to: along(spec.code) - 6 },
    { text: `decoder ${sum(shapes.slice(spec.code))}`, from: along(spec.code) + 6, to: along(spec.units.length - 1) },
  ];
  for (const { text, from, to } of halves) {
    const centre = (from + to) / 2;
    group.append('path').attr('d', upright ? `M${across + 12},${from}V${to}` : `M${from},${across - 16}H${to}`);
    group
      .append('text')
      .attr('text-anchor', 'middle')
      .text(text)
      .attr('transform', upright ? `translate(${across + 5},${centre}) rotate(-90)` : `translate(${centre},${across})`);
  }
}

export const mountNetworkDiagram: Mount<NetworkDiagramOptions, NetworkDiagramData> = (host, { width, onPick }) => {
  let drawn: ModelSpec | undefined;
  let wedges: { group: Group; layer: number }[] = [];
  let columns: Group[] = [];
  let upright = false;

  function draw(spec: ModelSpec): void {
    drawn = spec;
    const layout = layoutOf(spec, width);
    upright = layout.upright;
    const { svg } = plate(host, 'network-diagram', width, layout.height);
    svg.attr('aria-label', networkText(spec)).attr('role', onPick ? 'radiogroup' : 'img');
    wedges = layerShapes(spec).map((shape, layer) => ({ group: drawWedge(svg, layout, shape, layer), layer }));
    columns = spec.units.map((_, k) => drawColumn(svg, layout, spec, k));
    drawSides(svg.append('g').attr('class', 'sides'), layout, spec);
    if (onPick) pickable(onPick);
  }

  /** One stop for Tab; arrow keys go from layer to layer, as in a group of radio buttons. */
  function pickable(pick: (layer: number) => void): void {
    for (const { group, layer } of wedges) {
      group
        .attr('role', 'radio')
        .attr('aria-label', layerText(drawn!, layer))
        .attr('style', 'cursor:pointer')
        .on('pointerenter pointerdown focus', () => pick(layer))
        .on('keydown', (event: KeyboardEvent) => {
          const to = arrow(event.key, layer, wedges.length, 1);
          if (to === undefined) return;
          event.preventDefault();
          wedges[to]!.group.node()!.focus();
        });
    }
  }

  return {
    update({ spec, picked, work }) {
      if (spec !== drawn) draw(spec);
      columns.forEach((group, k) => group.classed('working', work?.units.includes(k) ?? false));
      for (const { group, layer } of wedges) {
        const working = work?.layers.includes(layer) ?? false;
        const shape = layerShapes(spec)[layer]!;
        const [first, second] = work?.notes[layer] ?? [countText(numbersOf(shape)), shape.activation];
        group.select('.count').text(first);
        group.select('.activation').text(second);
        group.select('.sign').text(working ? SIGNS[work!.sign][upright ? 1 : 0] : '');
        group.classed('working', working).classed('marked', layer === picked);
        if (onPick) group.attr('aria-checked', String(layer === picked)).attr('tabindex', layer === (picked ?? 0) ? 0 : -1);
      }
    },
  };
};
