// The tags a chapter may use, by name: one import and one line each, in alphabetical order.
import CodeTabs from './CodeTabs.astro';
import CostChart from './CostChart.astro';
import DigitGrid from './DigitGrid.astro';
import DigitPixels from './DigitPixels.astro';
import InitExperiment from './InitExperiment.astro';
import NetworkDiagram from './NetworkDiagram.astro';
import Note from './Note.astro';
import Num from './Num.astro';
import Recap from './Recap.astro';
import TrainControls from './TrainControls.astro';
import Try from './Try.astro';

export const tags = {
  CodeTabs,
  CostChart,
  DigitGrid,
  DigitPixels,
  InitExperiment,
  NetworkDiagram,
  Note,
  Num,
  Recap,
  TrainControls,
  Try,
};
