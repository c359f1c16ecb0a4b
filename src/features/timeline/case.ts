// The film strip: a recorded run, one with a frame that has not come and no images, a phone with many moments.
import { mountTimeline } from './figure.ts';
import { strokes } from '../../kit/cases/made-up.ts';

const steps = [0, 5, 13, 41, 107, 285, 755, 2_000];
const labels = [1, 1, 5, 6];
const frames = steps.map((step) => strokes(labels.length, step));
const many = [0, 1, 2, 5, 10, 20, 30, 40, 60, 90, 150, 250, 350, 500, 750, 1_050, 1_450, 2_000];

export const cases = [
  {
    name: 'timeline',
    mount: mountTimeline,
    options: { width: 648, onPick: () => {} },
    data: { steps, frames, labels, images: strokes(labels.length, 99), chosen: 3 },
  },
  {
    name: 'timeline-part-no-images-yet',
    mount: mountTimeline,
    options: { width: 648 },
    data: { steps: steps.slice(0, 3), frames: [frames[0], undefined, frames[2]], labels, images: undefined, chosen: 2 },
  },
  {
    name: 'timeline-phone-many',
    mount: mountTimeline,
    options: { width: 354 },
    data: { steps: many, frames: many.map((step) => strokes(labels.length, step)), labels, images: strokes(labels.length, 99), chosen: 17 },
  },
];
