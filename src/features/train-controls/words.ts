// The recipes as the transport offers them.
import { RECIPES, type RecipeName } from '../../model/recipes.ts';
import { aboutText, countText } from '../../kit/words.ts';

const NAMES: Readonly<Record<RecipeName, string>> = { fast: 'Fast', best: 'Lowest cost', notebook: 'As in the lecture' };

/** A recipe with its length, and the seconds that it takes on this machine where they are known. */
export function recipeText(recipe: RecipeName, seconds: number | undefined): string {
  const here = seconds === undefined ? '' : `, ${aboutText(seconds)} here`;
  return `${NAMES[recipe]}: ${countText(RECIPES[recipe].steps)} steps${here}`;
}
