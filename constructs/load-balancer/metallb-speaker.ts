import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { workloadLabels } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';
import { portNumber } from '../common/parts';
import { resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields } from '../common/scheduling';
import { restrictedContainer } from '../common/security';
import { HEALTH_PORT, type MetalLbProgramProps, podVariables, programArgs } from './metallb-controller';
import { programAccount, speakerClusterRules, speakerRules } from './metallb-rbac';

/** Where speakers look after each other, at their nodes' addresses. */
const MEMBERLIST_PORT = 7946;

/** Interfaces of pods and of programs on a node, behind which no client is. */
const INTERNAL_INTERFACES =
  '["^docker.*", "^cbr.*", "^dummy.*", "^virbr.*", "^lxcbr.*", "^veth.*", "^lo$", "^cali.*", "^tunl.*", "^flannel.*", "^kube-ipvs.*", "^cni.*", "^nodelocaldns.*", "^lxc.*"]';

/**
 * The program of each node that tells addresses to the network. It is in the node's network, so no NetworkPolicy is for
 * it; ARP is spoken by root with the capability NET_RAW only.
 */
export class MetalLbSpeaker extends Construct {
  public readonly daemonSet: k8s.KubeDaemonSet;

  public constructor(scope: Construct, id: string, props: MetalLbProgramProps & { readonly scheduling?: Scheduling }) {
    super(scope, id);
    const { name, image, scheduling } = props;
    const { labels, podLabels, selector } = workloadLabels(
      { name: 'metallb-speaker', instance: props.instance, component: 'speaker', partOf: props.system },
      image,
    );
    const account = programAccount(this, { name, labels, clusterRules: speakerClusterRules, rules: speakerRules() });
    const interfaces = new k8s.KubeConfigMap(this, 'Interfaces', {
      metadata: { name, namespace: namespaceOf(this), labels: { ...labels } },
      data: { 'excludel2.yaml': `announcedInterfacesToExclude: ${INTERNAL_INTERFACES}\n` },
    });
    const health = (path: string, periodSeconds: number): k8s.Probe => ({
      httpGet: { path, port: portNumber(HEALTH_PORT), host: '127.0.0.1' },
      periodSeconds,
      timeoutSeconds: 5,
      failureThreshold: 3,
    });
    this.daemonSet = new k8s.KubeDaemonSet(this, 'DaemonSet', {
      metadata: { name, namespace: namespaceOf(this), labels: podLabels },
      spec: {
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(1) } },
        selector: { matchLabels: { ...selector } },
        template: {
          metadata: { labels: podLabels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: true,
            enableServiceLinks: false,
            hostNetwork: true,
            dnsPolicy: 'ClusterFirstWithHostNet',
            terminationGracePeriodSeconds: 2,
            securityContext: { runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } },
            ...schedulingFields({
              priorityClassName: 'system-node-critical',
              tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
              ...scheduling,
              nodeSelector: { 'kubernetes.io/os': 'linux', ...scheduling?.nodeSelector },
            }),
            containers: [
              {
                name: 'speaker',
                image,
                imagePullPolicy: 'IfNotPresent',
                args: [...programArgs(props.loadBalancerClass), `--health-probe-port=${HEALTH_PORT}`],
                env: [
                  ...podVariables({
                    METALLB_NODE_NAME: 'spec.nodeName',
                    METALLB_POD_NAME: 'metadata.name',
                    METALLB_NAMESPACE: 'metadata.namespace',
                    METALLB_ML_BIND_ADDR: 'status.podIP',
                  }),
                  { name: 'METALLB_ML_BIND_PORT', value: String(MEMBERLIST_PORT) },
                  {
                    name: 'METALLB_ML_LABELS',
                    value: Object.entries(selector)
                      .map(([key, value]) => `${key}=${value}`)
                      .join(','),
                  },
                  { name: 'METALLB_ML_SECRET_KEY_PATH', value: '/etc/ml_secret_key' },
                ],
                ports: [
                  { name: 'health', containerPort: HEALTH_PORT, hostPort: HEALTH_PORT, protocol: 'TCP' },
                  ...['TCP', 'UDP'].map(protocol => ({
                    name: `members-${protocol.toLowerCase()}`,
                    containerPort: MEMBERLIST_PORT,
                    hostPort: MEMBERLIST_PORT,
                    protocol,
                  })),
                ],
                readinessProbe: health('/readyz', 5),
                livenessProbe: health('/healthz', 10),
                resources: resourceRequirements(props.resources),
                securityContext: { ...restrictedContainer, capabilities: { drop: ['ALL'], add: ['NET_RAW'] } },
                volumeMounts: [
                  { name: 'members', mountPath: '/etc/ml_secret_key', readOnly: true },
                  { name: 'interfaces', mountPath: '/etc/metallb', readOnly: true },
                ],
              },
            ],
            volumes: [
              // the controller makes it
              { name: 'members', secret: { secretName: props.secret, defaultMode: 0o400 } },
              { name: 'interfaces', configMap: { name: interfaces.name } },
            ],
          },
        },
      },
    });
    this.daemonSet.addDependency(interfaces, ...account);
  }
}
