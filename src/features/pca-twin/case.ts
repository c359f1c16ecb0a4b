// Two planes side by side, with images of the digits and, on a phone, without.
import { mountTwins, type TwinsData } from '../../kit/draw/twins.ts';
import { twinsData } from '../../kit/cases/twins.ts';

const data: TwinsData = twinsData('network', 'exact PCA');

export const cases = [
  { name: 'twins', mount: mountTwins, options: { width: 938, onPick: () => {} }, data },
  { name: 'twins-phone-other-digits', mount: mountTwins, options: { width: 354 }, data: { ...data, image: undefined } },
];
