// The tags a chapter may use, by name: one import and one line each, in alphabetical order.
import CodeTabs from './CodeTabs.astro';
import Note from './Note.astro';
import Recap from './Recap.astro';
import Try from './Try.astro';

export const tags = {
  CodeTabs,
  Note,
  Recap,
  Try,
};
