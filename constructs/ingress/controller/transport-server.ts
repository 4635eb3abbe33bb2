import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import { Checks } from '../../common/checks';
import { orEmpty } from '../../common/defaults';
import { systemOf, workloadLabels } from '../../common/labels';
import { LONG_NAME, objectName } from '../../common/names';
import { namespaceOf } from '../../common/namespace-of';
import type { TransportServerSpec } from '../../crds/types/nginx-ingress';
import { openTarget, serviceOf } from '../routes/targets';
import type { RouteTarget } from '../routes/types';
import { afterDefinitions, type NginxController } from './resource';
import { checkOwnTarget } from './upstreams';

/** Settings of a {@link TransportServer}. */
export interface TransportServerProps extends Pick<TransportServerSpec, 'upstreamParameters' | 'sessionParameters'> {
  /** Where connections lead to: a Service of its own namespace. */
  readonly target: RouteTarget;
  /**
   * The controller that serves it.
   * @default - any
   */
  readonly controller?: NginxController;
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * The controller's port, by the name of its listener.
   * @default - port 443, for TLS connections to `host`, which stay as they are
   */
  readonly listener?: string;
  /**
   * Protocol of the listener.
   * @default - the controller's listener's, or TCP
   */
  readonly protocol?: 'TCP' | 'UDP';
  /**
   * Name in the greeting of TLS connections.
   * @default - any connection
   */
  readonly host?: string;
  /**
   * Secret of type `kubernetes.io/tls`, in the server's namespace, for TLS that ends at the controller. It needs `host`
   * and a listener.
   * @default - connections stay as they are
   */
  readonly tlsSecretName?: string;
}

/**
 * Connections by TCP or UDP, such as those to a database, that the F5 NGINX Ingress Controller hands on.
 *
 * @example
 * const ingress = new NginxIngressController(chart, 'ingress', { listeners: [{ name: 'redis', port: 6379 }] });
 * new TransportServer(chart, 'redis', { controller: ingress, listener: 'redis', target: { name: 'redis', port: 6379 } });
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/transportserver-resource/
 */
export class TransportServer extends Construct {
  public readonly name: string;
  public readonly transportServer: ApiObject;

  /**
   * @throws KubewrightError KW2003 and KW2008 for names, KW2004 for the host, KW2007 for the Secret, KW2012 and KW2013
   * for the listener, KW2014 for what has to be known, KW2102 for a Service of another namespace, KW2104 for a port that
   * the Service has not
   */
  public constructor(scope: Construct, id: string, given: TransportServerProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, LONG_NAME);
    const checks = new Checks(this);
    checkTransport(checks, props);
    checkOwnTarget(checks, this, 'target', props.target);
    checks.done();
    const { controller, host, target, tlsSecretName } = props;
    openTarget(checks, 'target', target, controller?.clients);
    checks.done();

    const { labels } = workloadLabels({
      name: 'nginx-ingress',
      instance: this.name,
      component: 'transport-server',
      partOf: systemOf(this),
    });
    const service = serviceOf(target);
    const spec: TransportServerSpec = {
      ingressClassName: controller?.ingressClassName,
      listener: listenerOf(props),
      host,
      tls: tlsSecretName === undefined ? undefined : { secret: tlsSecretName },
      upstreams: [{ name: 'target', service: service.name, port: service.port }],
      upstreamParameters: props.upstreamParameters,
      sessionParameters: props.sessionParameters,
      action: { pass: 'target' },
    };
    this.transportServer = new ApiObject(this, 'Resource', {
      apiVersion: 'k8s.nginx.org/v1',
      kind: 'TransportServer',
      metadata: { name: this.name, namespace: namespaceOf(this), labels: { ...labels } },
      spec,
    });
    afterDefinitions(this, controller);
  }
}

function listenerOf({ listener, protocol, controller }: TransportServerProps): TransportServerSpec['listener'] {
  if (listener === undefined) return { name: 'tls-passthrough', protocol: 'TLS_PASSTHROUGH' };
  const known = controller?.listeners?.find(({ name }) => name === listener);
  return { name: listener, protocol: protocol ?? known?.protocol ?? 'TCP' };
}

function checkTransport(checks: Checks, props: TransportServerProps): void {
  const { controller, host, listener, protocol, tlsSecretName } = props;
  checks
    .known('listener', listener)
    .dnsLabel('listener', listener)
    .match('protocol', protocol, /^(TCP|UDP)$/, 'TCP or UDP')
    .host('host', host);
  if (tlsSecretName !== undefined) checks.secret('tlsSecretName', { name: tlsSecretName });
  if (listener === undefined && host === undefined) {
    checks.fail('KW2013', 'listener and host are missing', 'give a listener of the controller, or host for TLS');
  }
  if (tlsSecretName !== undefined && (listener === undefined || host === undefined)) {
    checks.fail('KW2012', 'tlsSecretName needs a listener and a host', 'give both, or leave it out');
  }
  const listeners = controller?.listeners;
  if (listener === undefined || listeners === undefined || isDeferred(listener)) return;
  const known = listeners.find(({ name }) => name === listener);
  if (!known) {
    const names = listeners.map(({ name }) => name).join(', ');
    checks.fail(
      'KW2012',
      `the controller has no listener ${JSON.stringify(listener)}`,
      names ? `use ${names}` : 'give the controller listeners',
    );
  } else if (protocol !== undefined && protocol !== (known.protocol ?? 'TCP')) {
    checks.fail('KW2012', `protocol is ${String(protocol)}, and the listener's is not`, 'leave protocol out');
  }
}
