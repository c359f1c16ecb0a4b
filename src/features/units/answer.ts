// Answers about single units: only what the page draws crosses over, not the network.
import { rows } from '../../model/rows.ts';
import { PIXELS } from '../../model/spec.ts';
import { activated, isEncoderLayer, largest, unitCount, unitSums, weightImages, weightNorms, weightScale } from '../../model/units.ts';
import type { AnswersOf } from '../../train/answers.ts';
import { checkCount, MAP_LIMIT } from '../../train/limits.ts';

/** Digits shown for a unit. */
const TOP = 9;
/** Most units one question may ask for. */
const PAGE_LIMIT = 100;

export const answers: AnswersOf<'units'> = {
  async 'units:weights'({ units }, { network }) {
    const { spec } = network;
    if (units.length > PAGE_LIMIT) throw new Error(`up to ${PAGE_LIMIT} units can be asked about at once`);
    const missing = units.find((unit) => !(unit >= 0 && unit < unitCount(spec, 1)));
    if (missing !== undefined) throw new Error(`the first layer has no unit ${missing}`);
    const parameters = await network.parameters();
    const images = weightImages(spec, parameters, units);
    return { spec, units, images, norms: weightNorms(spec, parameters), scale: weightScale(spec, parameters) };
  },

  /** One unit on the watch digits, and on points of the plane where codes are what it is fed. */
  async 'units:activations'({ layer, unit, points }, { network, flat, watched }) {
    checkCount(points.length, 2, 'points', MAP_LIMIT);
    const { spec } = network;
    const parameters = await network.parameters();
    const images = await watched();
    const on = (inputs: Float32Array) => unitSums(spec, parameters, layer, unit, inputs);
    const encoding = isEncoderLayer(spec, layer);
    const sums = on(encoding ? images : await network.codes());
    // By what they add up to: of many digits for which tanh gives 1, these are the first.
    const top = largest(sums, TOP);
    return {
      layer,
      unit,
      digits: activated(spec, layer, sums),
      top,
      images: rows(images, PIXELS, top),
      points: points.slice(),
      ...(!encoding && { plane: activated(spec, layer, on((await flat()).lift(points))) }),
    };
  },
};
