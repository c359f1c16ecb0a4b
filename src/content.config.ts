// The chapters: every content/NN-name.mdx, with the front matter each must have.
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { CONTENT_DIR, chapterName } from './build/chapters.ts';

export const collections = {
  chapters: defineCollection({
    loader: glob({ base: CONTENT_DIR, pattern: ['*.mdx', '!_*'], generateId: ({ entry }) => chapterName(entry) }),
    // `promise`: what the reader will be able to say or do afterwards, in one sentence.
    schema: z.strictObject({ title: z.string(), promise: z.string() }),
  }),
};
