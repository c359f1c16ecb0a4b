// The tags a chapter may use, by name: one import and one line each, in alphabetical order.
import ByHand from './ByHand.astro';
import CodePanel from './CodePanel.astro';
import CodeTabs from './CodeTabs.astro';
import CostChart from './CostChart.astro';
import DigitGrid from './DigitGrid.astro';
import DigitPixels from './DigitPixels.astro';
import DrawDigit from './DrawDigit.astro';
import Generator from './Generator.astro';
import HeldOut from './HeldOut.astro';
import InitExperiment from './InitExperiment.astro';
import LatentSpace from './LatentSpace.astro';
import Manifold from './Manifold.astro';
import NetworkDiagram from './NetworkDiagram.astro';
import NoisyCopies from './NoisyCopies.astro';
import Note from './Note.astro';
import Num from './Num.astro';
import OwnData from './OwnData.astro';
import PriorSamples from './PriorSamples.astro';
import Recap from './Recap.astro';
import Reconstruction from './Reconstruction.astro';
import SlowMotion from './SlowMotion.astro';
import Timeline from './Timeline.astro';
import TrainControls from './TrainControls.astro';
import Try from './Try.astro';
import VariantControls from './VariantControls.astro';

export const tags = {
  ByHand,
  CodePanel,
  CodeTabs,
  CostChart,
  DigitGrid,
  DigitPixels,
  DrawDigit,
  Generator,
  HeldOut,
  InitExperiment,
  LatentSpace,
  Manifold,
  NetworkDiagram,
  NoisyCopies,
  Note,
  Num,
  OwnData,
  PriorSamples,
  Recap,
  Reconstruction,
  SlowMotion,
  Timeline,
  TrainControls,
  Try,
  VariantControls,
};
