import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { systemOf, workloadLabels } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { execProbe } from '../common/probes';
import { type FullResources, resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import { nfsSource, staticVolume } from '../common/storage';

const PROGRAM = '/nfs-subdir-external-provisioner';
/** Where the program looks for the export. */
const MOUNT = '/persistentvolumes';

/** Settings of a {@link SubdirExport}. */
export interface SubdirExportProps {
  readonly name: string;
  readonly serviceAccountName: string;
  readonly server: string;
  readonly path: string;
  readonly mountOptions?: readonly string[];
  readonly image: string;
  readonly user: number;
  readonly resources: FullResources;
  readonly scheduling?: Scheduling;
}

/**
 * One nfs-subdir-external-provisioner: the program that makes folders of one export, with the volume through which it
 * reaches the export. Pod Security "restricted" has no NFS volumes in pods, but claims.
 */
export class SubdirExport extends Construct {
  public readonly server: string;
  public readonly path: string;
  /** Name by which classes call the program: no other program's, or both would serve the same claims. */
  public readonly provisioner: string;
  public readonly deployment: k8s.KubeDeployment;
  private removes = false;

  public constructor(scope: Construct, id: string, props: SubdirExportProps) {
    super(scope, id);
    const { name, image } = props;
    const namespace = namespaceOf(this);
    this.server = props.server;
    this.path = props.path;
    this.provisioner = `${namespace}.kubewright/${name}`;
    const { labels, podLabels, selector } = workloadLabels(
      {
        name: 'nfs-subdir-external-provisioner',
        instance: name,
        component: 'provisioner',
        partOf: systemOf(this),
      },
      image,
    );
    const policy = new WorkloadPolicy(this, 'Policy', { name, labels, selector }).allowApiServer();
    const { claim } = staticVolume(this, {
      name,
      labels,
      source: nfsSource(this, props, props.mountOptions),
      accessModes: ['ReadWriteMany'],
      // of no meaning: nobody enforces it
      size: '1Gi',
    });
    this.deployment = new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { name, namespace, labels: podLabels },
      spec: {
        replicas: 1,
        // two at a time would take care of the same claims
        strategy: { type: 'Recreate' },
        selector: { matchLabels: { ...selector } },
        template: { metadata: { labels: podLabels }, spec: this.podSpec(props, claim.name) },
      },
    });
    this.deployment.addDependency(policy, claim);
  }

  /** Has the program remove folders, with what other users have put there. */
  public removesFolders(): void {
    this.removes = true;
  }

  private podSpec(props: SubdirExportProps, claimName: string): k8s.PodSpec {
    const { server, path, image, user } = props;
    return {
      serviceAccountName: props.serviceAccountName,
      automountServiceAccountToken: true,
      enableServiceLinks: false,
      securityContext:
        user === 0 ? { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: 'RuntimeDefault' } } : restrictedPod(user),
      ...schedulingFields(props.scheduling),
      containers: [
        {
          name: 'provisioner',
          image,
          imagePullPolicy: 'IfNotPresent',
          workingDir: MOUNT,
          env: [
            { name: 'PROVISIONER_NAME', value: this.provisioner },
            { name: 'NFS_SERVER', value: server },
            { name: 'NFS_PATH', value: path },
            // by Endpoints, which Kubernetes has deprecated, and of use with several pods only
            { name: 'ENABLE_LEADER_ELECTION', value: 'false' },
          ],
          // The program answers nobody, and its image has no other program. To start it for its help takes the working
          // directory, the export: a server that hangs keeps it waiting, which counts as failed after two minutes, and one
          // that has lost the folder makes an event. A restart would not mount it anew, so there is no liveness probe.
          readinessProbe: execProbe([PROGRAM, '-help'], { periodSeconds: 30, timeoutSeconds: 10, failureThreshold: 1 }),
          resources: resourceRequirements(props.resources),
          securityContext: Lazy.any({ produce: () => this.container(user) }) as k8s.SecurityContext,
          volumeMounts: [{ name: 'export', mountPath: MOUNT }],
        },
      ],
      volumes: [{ name: 'export', persistentVolumeClaim: { claimName } }],
    };
  }

  /** An NFS server lets root do anything by its user id; a client that checks for itself asks for the capability. */
  private container(user: number): k8s.SecurityContext {
    if (user !== 0 || !this.removes) return restrictedContainer;
    return { ...restrictedContainer, capabilities: { drop: ['ALL'], add: ['DAC_OVERRIDE'] } };
  }
}
