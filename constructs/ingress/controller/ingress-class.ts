import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { Checks } from '../../common/checks';
import { clusterScoped } from '../../common/cluster-scoped';
import type { StringMap } from '../../common/labels';
import { IS_NAME } from '../../common/names';

const DEFAULT = 'ingressclass.kubernetes.io/is-default-class';

/** Settings of an {@link ControllerIngressClass}. */
export interface ControllerIngressClassProps {
  /** Name of the class. */
  readonly name: string;
  readonly labels: StringMap;
  /** What the controller calls itself, such as `nginx.org/ingress-controller`. */
  readonly controller: string;
  /**
   * Whether Ingresses that name no class are of this one.
   * @default false
   */
  readonly isDefault?: boolean;
}

/** The IngressClass of a controller. */
export class ControllerIngressClass extends Construct {
  public readonly ingressClass: k8s.KubeIngressClass;

  /**
   * @throws KubewrightError KW2003 and KW2014 for the name, KW2106 for a second default class
   */
  public constructor(scope: Construct, id: string, props: ControllerIngressClassProps) {
    super(scope, id);
    const checks = new Checks(this).known('ingressClassName', props.name, IS_NAME);
    checks.dnsSubdomain('ingressClassName', props.name);
    if (props.isDefault) checkDefaultIngressClass(checks, this);
    checks.done();
    this.ingressClass = clusterScoped(
      new k8s.KubeIngressClass(this, 'Resource', {
        metadata: {
          name: props.name,
          labels: { ...props.labels },
          annotations: props.isDefault ? { [DEFAULT]: 'true' } : undefined,
        },
        spec: { controller: props.controller },
      }),
    );
  }
}

/**
 * KW2106: with two default classes the API server refuses every Ingress that names none. Looks at all charts, and at
 * those classes too that somebody else makes, now and once more when all have been made.
 */
function checkDefaultIngressClass(checks: Checks, scope: Construct): void {
  const look = (into: Checks): Checks => {
    const others = scope.node.root.node
      .findAll()
      .filter(other => isDefaultClass(other) && !other.node.scopes.includes(scope));
    if (others.length === 0) return into;
    return into.fail(
      'KW2106',
      `${scope.node.path} is to be the default IngressClass, and so is ${others.map(o => o.node.path).join(' and ')}`,
      'set isDefaultClass for one controller only; Ingresses name the other classes',
    );
  };
  look(checks);
  scope.node.addValidation({
    validate: () => {
      look(new Checks(scope)).done();
      return [];
    },
  });
}

function isDefaultClass(construct: IConstruct): boolean {
  if (!ApiObject.isApiObject(construct) || construct.kind !== 'IngressClass') return false;
  const { annotations } = (construct.metadata.toJson() ?? {}) as { annotations?: Record<string, unknown> };
  return annotations?.[DEFAULT] === 'true';
}
