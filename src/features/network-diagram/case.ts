// The network diagram: the notebook's network with a marked layer, upright on a phone, and an asymmetric one.
import { mountNetworkDiagram } from './figure.ts';
import { NOTEBOOK_SPEC } from '../../model/recipes.ts';
import { PIXELS, type ModelSpec } from '../../model/spec.ts';

const small: ModelSpec = { units: [PIXELS, 32, 3, PIXELS], activations: ['relu', 'linear', 'sigmoid'], code: 2 };

export const cases = [
  { name: 'network-diagram', mount: mountNetworkDiagram, options: { width: 720 }, data: { spec: NOTEBOOK_SPEC, picked: null } },
  {
    name: 'network-diagram-picked',
    mount: mountNetworkDiagram,
    options: { width: 720, onPick: () => {} },
    data: { spec: NOTEBOOK_SPEC, picked: 2 },
  },
  { name: 'network-diagram-phone', mount: mountNetworkDiagram, options: { width: 328 }, data: { spec: NOTEBOOK_SPEC, picked: null } },
  { name: 'network-diagram-small', mount: mountNetworkDiagram, options: { width: 480 }, data: { spec: small, picked: null } },
];
