// The frames of a run in training: what the page draws, as often as it draws and not more.
import type { CostPoint } from '../model/cost.ts';
import type { RunConfig } from '../model/spec.ts';
import type { Post } from './protocol.ts';

/** Least milliseconds between two frames: the page draws at most 10 a second. */
const FRAME_INTERVAL = 100;

export interface Frames {
  /** Takes a cost along in the next frame. */
  add(point: CostPoint): void;
  /** Drops the costs that no frame has taken: the run went back. */
  rewind(): void;
  /** Whether the page has drawn the last frame, long enough ago. */
  isDue(): boolean;
  /** Posts a frame, and answers the standing questions of the figures. `msPerStep`: smoothed, Infinity while unknown. */
  post(now: { readonly step: number; readonly learningRate: number }, msPerStep: number): Promise<void>;
  /** The page has drawn the last frame. */
  drawn(): void;
}

export function createFrames({ train }: RunConfig, post: Post, answerAll: () => Promise<void>): Frames {
  let costs: CostPoint[] = [];
  let pageReady = true;
  let next = 0;
  return {
    add: (point) => void costs.push(point),
    rewind: () => void (costs = []),
    isDue: () => pageReady && performance.now() >= next,
    async post({ step, learningRate }, msPerStep) {
      pageReady = false;
      const secondsLeft = ((train.steps - step) * msPerStep) / 1000;
      post({ type: 'frame', progress: { step, stepsPerSecond: 1000 / msPerStep, secondsLeft, learningRate }, costs });
      costs = [];
      const before = performance.now();
      await answerAll();
      // Answers may take a fifth of the time, not more.
      next = performance.now() + Math.max(FRAME_INTERVAL, 4 * (performance.now() - before));
    },
    drawn: () => void (pageReady = true),
  };
}
