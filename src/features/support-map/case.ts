// The support map: by distance, and on a phone while the errors are still being computed.
import { gridCodes, windowAround } from '../../kit/draw/plane.ts';
import { CELLS, mountSupportMap, type SupportMapData } from './figure.ts';
import { medianGap, nearestDistances } from '../../model/support.ts';
import { clouds, ellipses } from '../../kit/cases/codes.ts';

const field = clouds(500);
const window = windowAround(field.codes);
const gap = medianGap(field.codes);
const point = [-4, 2] as const;
const data: SupportMapData = {
  ...field,
  window,
  measure: 'distance',
  map: nearestDistances(field.codes, gridCodes(window, CELLS)).map((distance) => distance / gap),
  gap,
  point,
  image: ellipses(Float32Array.from(point)),
};

export const cases = [
  { name: 'support-map', mount: mountSupportMap, options: { width: 864, onMove: () => {} }, data },
  {
    name: 'support-map-phone-waiting',
    mount: mountSupportMap,
    options: { width: 328 },
    data: { ...data, measure: 'error' as const, map: undefined },
  },
];
