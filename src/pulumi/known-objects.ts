import { hasToken, identityOf, isClusterWide, type JsonObject } from '../synthesis';

/** Knows objects of one cluster again, wherever they are met: in a tree, in a state, on the API server. */
export class KnownObjects {
  /** @param namespace namespace of objects that name none; `undefined` where that is not known */
  public constructor(private readonly namespace: string | undefined) {}

  /** An object with the namespace that it is in: the default one where it names none, none where its kind has none. */
  public inItsNamespace(object: JsonObject): JsonObject {
    const { group, kind, namespace } = identityOf(object);
    const { namespace: _, ...metadata } = (object.metadata ?? {}) as JsonObject;
    if (isClusterWide(group, kind)) return { ...object, metadata };
    const own = namespace || this.namespace;
    return own === undefined ? object : { ...object, metadata: { ...metadata, namespace: own } };
  }

  /** What an object is known by, as one text; `undefined` for one whose name is not known yet. */
  public keyOf(object: JsonObject): string | undefined {
    const { group, kind, namespace, name } = identityOf(this.inItsNamespace(object));
    const key = [group, kind, namespace, name].join('/');
    return name === '' || hasToken(key) ? undefined : key;
  }
}
