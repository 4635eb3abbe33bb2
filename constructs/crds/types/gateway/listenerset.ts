// Made by `npm run crds`; don't change it by hand.
// Kubernetes Gateway API, standard channel v1.7.0, Apache-2.0.

export interface ListenerSetSpec {
  readonly listeners: readonly ListenerSetSpecListeners[];
  readonly parentRef: ListenerSetSpecParentRef;
}

export interface ListenerSetSpecListeners {
  readonly allowedRoutes?: ListenerSetSpecListenersAllowedRoutes;
  readonly hostname?: string;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly tls?: ListenerSetSpecListenersTls;
}

export interface ListenerSetSpecListenersAllowedRoutes {
  readonly kinds?: readonly ListenerSetSpecListenersAllowedRoutesKinds[];
  readonly namespaces?: ListenerSetSpecListenersAllowedRoutesNamespaces;
}

export interface ListenerSetSpecListenersAllowedRoutesKinds {
  readonly group?: string;
  readonly kind: string;
}

export interface ListenerSetSpecListenersAllowedRoutesNamespaces {
  readonly from?: 'All' | 'Selector' | 'Same';
  readonly selector?: ListenerSetSpecListenersAllowedRoutesNamespacesSelector;
}

export interface ListenerSetSpecListenersAllowedRoutesNamespacesSelector {
  readonly matchExpressions?: readonly ListenerSetSpecListenersAllowedRoutesNamespacesSelectorMatchExpressions[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface ListenerSetSpecListenersAllowedRoutesNamespacesSelectorMatchExpressions {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface ListenerSetSpecListenersTls {
  readonly certificateRefs?: readonly ListenerSetSpecParentRef[];
  readonly mode?: 'Terminate' | 'Passthrough';
  readonly options?: Readonly<Record<string, string>>;
}

export interface ListenerSetSpecParentRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
}
