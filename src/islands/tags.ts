// The tags a chapter may use, by name: one import and one line each, in alphabetical order.
import ByHand from './ByHand.astro';
import CodeTabs from './CodeTabs.astro';
import CostChart from './CostChart.astro';
import DigitGrid from './DigitGrid.astro';
import DigitPixels from './DigitPixels.astro';
import Generator from './Generator.astro';
import InitExperiment from './InitExperiment.astro';
import LatentPath from './LatentPath.astro';
import LatentSpace from './LatentSpace.astro';
import Manifold from './Manifold.astro';
import NetworkDiagram from './NetworkDiagram.astro';
import Note from './Note.astro';
import Num from './Num.astro';
import Recap from './Recap.astro';
import Reconstruction from './Reconstruction.astro';
import SupportMap from './SupportMap.astro';
import TrainControls from './TrainControls.astro';
import Try from './Try.astro';
import Units from './Units.astro';

export const tags = {
  ByHand,
  CodeTabs,
  CostChart,
  DigitGrid,
  DigitPixels,
  Generator,
  InitExperiment,
  LatentPath,
  LatentSpace,
  Manifold,
  NetworkDiagram,
  Note,
  Num,
  Recap,
  Reconstruction,
  SupportMap,
  TrainControls,
  Try,
  Units,
};
