// Addresses inside the site, whatever folder it is served from.

/** Joins a path from the site's root to the base: `href('/training/')` is `/course/ae/training/` where BASE_PATH is `/course/ae`. */
export function href(path: string, base: string = import.meta.env.BASE_URL): string {
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}
