// The generator: in a chapter, on the landing page, on a phone with the point at the window's edge.
import { mountGenerator, type GeneratorData } from './figure.ts';
import { clouds, ellipses } from '../../kit/cases/codes.ts';

const point = [1.5, 0.25] as const;
const data: GeneratorData = { ...clouds(500), point, image: ellipses(Float32Array.from(point)) };

export const cases = [
  { name: 'generator', mount: mountGenerator, options: { width: 864, onMove: () => {} }, data },
  { name: 'generator-hero', mount: mountGenerator, options: { width: 864, hero: true, onMove: () => {} }, data },
  { name: 'generator-phone-edge', mount: mountGenerator, options: { width: 328 }, data: { ...data, point: [900, -900] as const } },
];
