/** Props that somebody without types left out, or got wrong: what is missing is told then, and not stumbled over. */
export function orEmpty<T extends object>(props: T | null | undefined): T {
  return typeof props === 'object' && props !== null ? props : ({} as T);
}

/** What is given over the defaults; a prop that is given as `undefined` is not given. */
export function withDefaults<T extends object>(defaults: T, given: Partial<T> | undefined): T {
  const set = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(set) };
}
