// The chapters in reading order, with what lists and links show of them.
import { getCollection } from 'astro:content';
import { chapterFiles, chapterName } from './chapters.ts';

export type Chapter = Awaited<ReturnType<typeof chapterList>>[number];

/** Every chapter, numbered from 1 in the order of the file names. */
export async function chapterList() {
  const order = chapterFiles().map(chapterName);
  const entries = await getCollection('chapters');
  return entries
    .map((entry) => ({ entry, name: entry.id, number: order.indexOf(entry.id) + 1, ...entry.data }))
    .sort((a, b) => a.number - b.number);
}
