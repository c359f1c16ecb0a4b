// The tags a chapter may use, by name: one import and one line each, in alphabetical order.
import ByHand from './ByHand.astro';
import CodeTabs from './CodeTabs.astro';
import CostChart from './CostChart.astro';
import DigitGrid from './DigitGrid.astro';
import DigitPixels from './DigitPixels.astro';
import Exercise from './Exercise.astro';
import Generator from './Generator.astro';
import InitExperiment from './InitExperiment.astro';
import LatentSpace from './LatentSpace.astro';
import Manifold from './Manifold.astro';
import NetworkDiagram from './NetworkDiagram.astro';
import Note from './Note.astro';
import Num from './Num.astro';
import Predict from './Predict.astro';
import Recap from './Recap.astro';
import Reconstruction from './Reconstruction.astro';
import TrainControls from './TrainControls.astro';
import Try from './Try.astro';

export const tags = {
  ByHand,
  CodeTabs,
  CostChart,
  DigitGrid,
  DigitPixels,
  Exercise,
  Generator,
  InitExperiment,
  LatentSpace,
  Manifold,
  NetworkDiagram,
  Note,
  Num,
  Predict,
  Recap,
  Reconstruction,
  TrainControls,
  Try,
};
