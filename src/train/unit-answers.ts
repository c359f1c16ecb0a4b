// Answers about single units: only what the page draws crosses over, not the network.
import { rows } from '../model/rows.ts';
import { PIXELS } from '../model/spec.ts';
import { isEncoderLayer, largest, unitActivations, weightImages, weightNorms, weightScale } from '../model/units.ts';
import type { AnswerOf, Context, QueryOf } from './answers.ts';
import { checkCount, MAP_LIMIT } from './limits.ts';

/** Digits shown for a unit. */
const TOP = 9;
/** Most units one question may ask for. */
const PAGE_LIMIT = 100;

/** A page of first-layer units, by the length of their weights. */
export async function weights({ from, count }: QueryOf<'weights'>, { view, step }: Context): Promise<AnswerOf<'weights'>> {
  if (!(from >= 0 && count >= 1 && count <= PAGE_LIMIT)) throw new Error(`up to ${PAGE_LIMIT} units can be asked about at once`);
  const { spec } = view;
  const parameters = await view.parameters();
  const all = weightNorms(spec, parameters);
  const units = largest(all, from + count).slice(from);
  const images = weightImages(spec, parameters, units);
  return { kind: 'weights', step, spec, from, units, images, norms: rows(all, 1, units), scale: weightScale(spec, parameters) };
}

/** One unit on the watch digits, and on points of the plane where codes are what it is fed. */
export async function activations(
  { layer, unit, points }: QueryOf<'activations'>,
  { view, flat, step, watched }: Context,
): Promise<AnswerOf<'activations'>> {
  checkCount(points.length, 2, 'points', MAP_LIMIT);
  const { spec } = view;
  const parameters = await view.parameters();
  const images = await watched();
  const on = (inputs: Float32Array) => unitActivations(spec, parameters, layer, unit, inputs);
  const encoding = isEncoderLayer(spec, layer);
  if (encoding && !images) throw new Error('Units of the encoder are fed by digits, and this build of the site has no MNIST.');
  const digits = on(encoding ? images! : await view.codes());
  const top = largest(digits, TOP);
  return {
    kind: 'activations',
    step,
    layer,
    unit,
    digits,
    top,
    ...(images && { images: rows(images, PIXELS, top) }),
    points: points.slice(),
    ...(!encoding && { plane: on((await flat()).lift(points)) }),
  };
}
