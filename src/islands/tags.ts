// The tags a chapter may use, by name: one import and one line each, in alphabetical order.
import ByHand from './ByHand.astro';
import CodePanel from './CodePanel.astro';
import CodeTabs from './CodeTabs.astro';
import Compare from './Compare.astro';
import CostChart from './CostChart.astro';
import DigitGrid from './DigitGrid.astro';
import DigitPixels from './DigitPixels.astro';
import DrawDigit from './DrawDigit.astro';
import Exercise from './Exercise.astro';
import Generator from './Generator.astro';
import HeldOut from './HeldOut.astro';
import InitExperiment from './InitExperiment.astro';
import LatentPath from './LatentPath.astro';
import LatentSpace from './LatentSpace.astro';
import LinearTwin from './LinearTwin.astro';
import Manifold from './Manifold.astro';
import NetworkDiagram from './NetworkDiagram.astro';
import NoisyCopies from './NoisyCopies.astro';
import Note from './Note.astro';
import Num from './Num.astro';
import OwnData from './OwnData.astro';
import PcaTwin from './PcaTwin.astro';
import PriorSamples from './PriorSamples.astro';
import Predict from './Predict.astro';
import Recap from './Recap.astro';
import Reconstruction from './Reconstruction.astro';
import SlowMotion from './SlowMotion.astro';
import SupportMap from './SupportMap.astro';
import Timeline from './Timeline.astro';
import TrainControls from './TrainControls.astro';
import Try from './Try.astro';
import Units from './Units.astro';
import VariantControls from './VariantControls.astro';

export const tags = {
  ByHand,
  CodePanel,
  CodeTabs,
  Compare,
  CostChart,
  DigitGrid,
  DigitPixels,
  DrawDigit,
  Exercise,
  Generator,
  HeldOut,
  InitExperiment,
  LatentPath,
  LatentSpace,
  LinearTwin,
  Manifold,
  NetworkDiagram,
  NoisyCopies,
  Note,
  Num,
  OwnData,
  PcaTwin,
  PriorSamples,
  Predict,
  Recap,
  Reconstruction,
  SlowMotion,
  SupportMap,
  Timeline,
  TrainControls,
  Try,
  Units,
  VariantControls,
};
