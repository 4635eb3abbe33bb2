import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { systemOf } from '../common/labels';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import type { BackendTLSPolicySpec, BackendTLSPolicySpecValidationSubjectAltNames } from '../crds/types/gateway';
import { checkTarget, serviceOf } from '../ingress/routes/targets';
import type { RouteTarget } from '../ingress/routes/types';
import { GATEWAY_GROUP } from './references';

/** Settings of a {@link BackendTlsPolicy}. */
export interface BackendTlsPolicyProps {
  /**
   * Name of the policy.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /** The Service that speaks TLS; the policy is made in its namespace. */
  readonly target: RouteTarget;
  /**
   * Name of the Service's port.
   * @default - all its ports
   */
  readonly sectionName?: string;
  /** Host name that the Gateway asks for, and that the certificate is for. */
  readonly hostname: string;
  /**
   * Who signed the certificate: names of ConfigMaps with a key `ca.crt`, in the Service's namespace; or the
   * authorities that the controller's system trusts.
   * @default 'System'
   */
  readonly caCertificates?: 'System' | readonly string[];
  /**
   * Names of which the certificate has to have one, instead of `hostname`.
   * @default - none
   */
  readonly subjectAltNames?: readonly BackendTLSPolicySpecValidationSubjectAltNames[];
}

/**
 * Lets a Gateway speak TLS with a Service, and say whose certificate it takes.
 *
 * @example
 * new BackendTlsPolicy(chart, 'api', {
 *   target: { name: 'api', port: 8443 },
 *   hostname: 'api.internal.example.com',
 *   caCertificates: ['internal-ca'],
 * });
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/
 */
export class BackendTlsPolicy extends Construct {
  public readonly policy: ApiObject;

  /**
   * @throws KubewrightError KW2003 and KW2008 for names, KW2004 for the host, KW2012 for the authorities, KW2013 for
   * what is missing, KW2014 for what has to be known, KW2104 for a port that the Service has not
   */
  public constructor(scope: Construct, id: string, given: BackendTlsPolicyProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name, 63);
    const authorities: unknown = props.caCertificates ?? 'System';
    const checks = new Checks(this).allKnown(props, 'target', 'caCertificates', 'subjectAltNames');
    checkTarget(checks, 'target', props.target, this);
    if (checks.isGiven('hostname', props.hostname)) checks.host('hostname', props.hostname);
    checks.dnsLabel('sectionName', props.sectionName);
    if (Array.isArray(authorities)) {
      checks.integer('the number of caCertificates', authorities.length, 1, 8);
      for (const [i, one] of authorities.entries()) checks.dnsSubdomain(`caCertificates[${i}]`, one ?? '');
    } else if (authorities !== 'System' && !isDeferred(authorities)) {
      checks.fail('KW2012', `caCertificates is ${JSON.stringify(authorities)}`, "use 'System' or names of ConfigMaps");
    }
    checks.done();
    const service = serviceOf(props.target);
    checks.known('target.namespace', service.namespace).done();

    const spec: BackendTLSPolicySpec = {
      targetRefs: [
        {
          group: '',
          kind: 'Service',
          name: service.name,
          ...(props.sectionName !== undefined && { sectionName: props.sectionName }),
        },
      ],
      validation: {
        hostname: props.hostname,
        ...(Array.isArray(authorities)
          ? { caCertificateRefs: (authorities as string[]).map(one => ({ group: '', kind: 'ConfigMap', name: one })) }
          : { wellKnownCACertificates: 'System' }),
        ...(props.subjectAltNames && { subjectAltNames: props.subjectAltNames }),
      },
    };
    const labels = {
      'app.kubernetes.io/name': 'backend-tls-policy',
      'app.kubernetes.io/instance': name,
      'app.kubernetes.io/component': 'routes',
      'app.kubernetes.io/part-of': systemOf(this),
      'app.kubernetes.io/managed-by': 'kubewright',
    };
    this.policy = new ApiObject(this, 'Policy', {
      apiVersion: `${GATEWAY_GROUP}/v1`,
      kind: 'BackendTLSPolicy',
      metadata: { name, namespace: service.namespace ?? namespaceOf(this), labels },
      spec,
    });
  }
}
