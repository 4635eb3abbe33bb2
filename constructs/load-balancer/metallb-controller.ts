import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { workloadLabels } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { httpProbe } from '../common/probes';
import { type FullResources, resourceRequirements } from '../common/resources';
import { restrictedContainer, restrictedPod } from '../common/security';
import { controllerClusterRules, controllerRules, programAccount } from './metallb-rbac';

/** What both programs are made of. */
export interface MetalLbProgramProps {
  readonly name: string;
  readonly instance: string;
  readonly system: string;
  readonly image: string;
  readonly resources: FullResources;
  readonly loadBalancerClass?: string;
  /** Secret with the key that speakers know each other by. */
  readonly secret: string;
}

/** Of the pod's loopback and the kubelet; the program's own. */
export const HEALTH_PORT = 17472;

/** Variables that both programs take from their pod. */
export function podVariables(fields: Readonly<Record<string, string>>): k8s.EnvVar[] {
  return Object.entries(fields).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } }));
}

/** Arguments of both: no metrics, whose port is nobody's but a Prometheus'. */
export function programArgs(loadBalancerClass: string | undefined): string[] {
  return ['--port=0', '--log-level=info', ...(loadBalancerClass ? [`--lb-class=${loadBalancerClass}`] : [])];
}

/** The program that gives addresses to Services. */
export class MetalLbController extends Construct {
  public readonly deployment: k8s.KubeDeployment;

  public constructor(scope: Construct, id: string, props: MetalLbProgramProps) {
    super(scope, id);
    const { name, image } = props;
    const { labels, podLabels, selector } = workloadLabels(
      { name: 'metallb-controller', instance: props.instance, component: 'controller', partOf: props.system },
      image,
    );
    const account = programAccount(this, {
      name,
      labels,
      clusterRules: controllerClusterRules,
      rules: controllerRules(name),
    });
    const policy = new WorkloadPolicy(this, 'Policy', { name, labels, selector }).allowDns().allowApiServer();
    const health = (path: string, periodSeconds: number) =>
      httpProbe(path, 'health', { periodSeconds, timeoutSeconds: 5, failureThreshold: 3 });
    this.deployment = new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { name, namespace: namespaceOf(this), labels: podLabels },
      spec: {
        replicas: 1,
        // two of them would give one address twice
        strategy: { type: 'Recreate' },
        selector: { matchLabels: { ...selector } },
        template: {
          metadata: { labels: podLabels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: true,
            enableServiceLinks: false,
            securityContext: restrictedPod(65534),
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            containers: [
              {
                name: 'controller',
                image,
                imagePullPolicy: 'IfNotPresent',
                args: [...programArgs(props.loadBalancerClass), '--webhook-mode=disabled'],
                env: [
                  ...podVariables({ METALLB_POD_NAME: 'metadata.name', METALLB_NAMESPACE: 'metadata.namespace' }),
                  { name: 'METALLB_ML_SECRET_NAME', value: props.secret },
                  { name: 'METALLB_DEPLOYMENT', value: name },
                ],
                ports: [{ name: 'health', containerPort: HEALTH_PORT, protocol: 'TCP' }],
                readinessProbe: health('/readyz', 5),
                livenessProbe: health('/healthz', 10),
                resources: resourceRequirements(props.resources),
                securityContext: restrictedContainer,
              },
            ],
          },
        },
      },
    });
    this.deployment.addDependency(policy, ...account);
  }
}
