import { withoutSlash } from '../routes/location';
import type { PathMatch, Rewrite } from '../routes/types';

/** A path of an Ingress as a path of a route. */
export interface PathTranslation {
  readonly path: string;
  readonly match: PathMatch;
  readonly rewrite?: Rewrite;
  /** What is different; nothing where it is the same. */
  readonly changes: readonly string[];
}

/** Letters that are no regular expression. */
const LITERAL = '[\\w~&,=:@/%-]|\\\\?\\.';
/** What paths are rewritten to, without groups. */
const TARGET = /^\/(?!\/)[\w.~&,:@/-]*$/;
const PLAIN = new RegExp(`^(?:${LITERAL})*$`);
/** `/shop(/|$)(.*)`, `/shop/(.*)`, `/shop/?(.*)` and `/(.*)`, with `^` and `$` around them or not. */
const FORMS: readonly { readonly form: RegExp; readonly rest: number; readonly strict: string | undefined }[] = [
  { form: new RegExp(`^\\^?((?:${LITERAL})*?)/?\\(/\\|\\$\\)\\(\\.\\*\\)\\$?$`), rest: 2, strict: undefined },
  {
    form: new RegExp(`^\\^?((?:${LITERAL})*?)/\\(\\.\\*\\)\\$?$`),
    rest: 1,
    strict: 'the path without the last "/" is taken too',
  },
  { form: new RegExp(`^\\^?((?:${LITERAL})*?)/\\?\\(\\.\\*\\)\\$?$`), rest: 1, strict: 'whole segments only' },
];

/**
 * A path, and what `rewrite-target` makes of it, without regular expressions; `undefined` where only one would do.
 * @param rewriteTarget the annotation
 * @param isRegex whether the path is a regular expression
 */
export function translatePath(
  path: string,
  pathType: string | undefined,
  isRegex: boolean,
  rewriteTarget?: string,
): PathTranslation | undefined {
  if (!isRegex) return translateLiteral(path, pathType);
  const changes = ['letters are compared with their case'];
  if (PLAIN.test(path)) {
    if (rewriteTarget !== undefined && !TARGET.test(rewriteTarget)) return undefined;
    const rewrite = rewriteTarget === undefined ? undefined : { path: rewriteTarget };
    if (pathType !== 'Exact') changes.push('a prefix is of whole segments');
    const match = pathType === 'Exact' ? 'Exact' : 'Prefix';
    return { path: unescaped(path), match, rewrite, changes };
  }
  for (const { form, rest, strict } of FORMS) {
    const stem = form.exec(path)?.[1];
    if (stem === undefined) continue;
    const rewrite = rewriteOf(rewriteTarget, rest);
    if (rewrite === undefined) return undefined;
    const literal = unescaped(stem) || '/';
    const same = rewrite !== 'none' && 'prefix' in rewrite && withoutSlash(rewrite.prefix) === literal;
    return {
      path: literal,
      match: 'Prefix',
      rewrite: rewrite === 'none' || same ? undefined : rewrite,
      changes: [...changes, ...(strict && literal !== '/' ? [strict] : [])],
    };
  }
  return undefined;
}

function translateLiteral(path: string, pathType: string | undefined): PathTranslation | undefined {
  if (!PLAIN.test(path) || path.includes('\\') || path.includes('%')) return undefined;
  if (pathType === 'Exact') return { path, match: 'Exact', changes: [] };
  const changes = pathType === 'Prefix' ? [] : ['a prefix is of whole segments'];
  return { path: path || '/', match: 'Prefix', changes };
}

/** What `rewrite-target` says, where the rest of the path is one of the expression's groups. */
function rewriteOf(target: string | undefined, rest: number): Rewrite | 'none' | undefined {
  if (target === undefined) return 'none';
  if (TARGET.test(target)) return { path: target };
  const [prefix, group, ...more] = target.split('$');
  if (!TARGET.test(prefix!)) return undefined;
  if (more.length > 0 || group !== String(rest) || !prefix!.endsWith('/')) return undefined;
  return { prefix: withoutSlash(prefix!) };
}

function unescaped(path: string): string {
  return path.replaceAll('\\.', '.');
}
