// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface KongCustomEntitySpec {
  readonly controllerName: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly parentRef?: KongCustomEntitySpecParentRef;
  readonly type: string;
}

export interface KongCustomEntitySpecParentRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
}
