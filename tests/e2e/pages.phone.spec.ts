// Every page on the narrowest phone.
import { test } from '@playwright/test';
import { PAGES } from '../helpers/visit.ts';
import { expectWhole } from '../helpers/whole-page.ts';

for (const path of [...PAGES, '/no-such-page/'])
  test(`${path} loads whole and fits, asks nobody else, and axe finds nothing in light or dark`, { tag: '@slow' }, ({ page }) =>
    expectWhole(page, path, 360),
  );
