// Timings of engines and slices of training take turns: neither is to slow the other down.
import { takingTurns } from './in-turn.ts';

export const turns = takingTurns();
