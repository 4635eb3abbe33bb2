import { k8s } from 'cdk8s-plus-28';
import { derived } from '../../src/values';
import { images } from '../common/images';
import { type FullResources, resourceRequirements } from '../common/resources';
import { restrictedContainer } from '../common/security';
import type { NfsSidecarImages } from './props';

export const DRIVER = 'nfs.csi.k8s.io';
const SOCKET_FOLDER = '/csi';
export const SOCKET = `${SOCKET_FOLDER}/csi.sock`;
/** The folder in which the containers of a pod find each other's socket. */
export const socketMount: k8s.VolumeMount = { name: 'socket', mountPath: SOCKET_FOLDER };

/** Sidecars that keep the cluster's claims and volumes in memory. */
const WATCHERS: FullResources = { cpuRequest: '10m', memoryRequest: '32Mi', memoryLimit: '512Mi' };
const SMALL: FullResources = { cpuRequest: '10m', memoryRequest: '16Mi', memoryLimit: '64Mi' };

/**
 * Pods of the driver. The sidecars run as root too, without any capability: the sockets of the driver and of the
 * kubelet belong to root, and nobody else may connect to them.
 */
export const driverPod: k8s.PodSecurityContext = {
  runAsUser: 0,
  runAsGroup: 0,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Images of the sidecars, by default those the driver was released with. */
export function sidecarImages(given: NfsSidecarImages): Required<NfsSidecarImages> {
  return {
    provisioner: given.provisioner ?? images.csiProvisioner,
    resizer: given.resizer ?? images.csiResizer,
    snapshotter: given.snapshotter ?? images.csiSnapshotter,
    livenessProbe: given.livenessProbe ?? images.csiLivenessProbe,
    nodeDriverRegistrar: given.nodeDriverRegistrar ?? images.csiNodeDriverRegistrar,
  };
}

/** A container beside the driver that talks with it by its socket. */
function sidecar(name: string, image: string, args: readonly string[], resources: FullResources): k8s.Container {
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [...args],
    resources: resourceRequirements(resources),
    securityContext: restrictedContainer,
    volumeMounts: [socketMount],
  };
}

/** A port of the node's loopback interface at which a container tells how it is. */
function healthPort(name: string, port: number): Pick<k8s.Container, 'ports' | 'livenessProbe'> {
  return {
    // reserves the port: a second pod that would want it goes to another node
    ports: [{ name, containerPort: port, hostPort: port, hostIp: '127.0.0.1', protocol: 'TCP' }],
    livenessProbe: {
      httpGet: { host: '127.0.0.1', path: '/healthz', port: k8s.IntOrString.fromString(name) },
      initialDelaySeconds: 10,
      periodSeconds: 30,
      timeoutSeconds: 10,
      failureThreshold: 5,
    },
  };
}

/** A sidecar of the controller: it waits for its lease, and for the API server. */
export function controllerSidecar(
  name: string,
  image: string,
  namespace: string | undefined,
  args: readonly string[],
): k8s.Container {
  const common = [`--csi-address=${SOCKET}`, '--leader-election', `--leader-election-namespace=${namespace}`];
  return sidecar(name, image, [...common, ...args], WATCHERS);
}

/** Asks the driver how it is, for its liveness probe. */
export function livenessContainer(image: string, port: number): k8s.Container {
  return sidecar(
    'liveness-probe',
    image,
    [`--csi-address=${SOCKET}`, '--probe-timeout=3s', `--http-endpoint=127.0.0.1:${port}`],
    SMALL,
  );
}

/** Tells the kubelet of the driver. */
export function registrarContainer(image: string, socketOnNode: string, port: number): k8s.Container {
  const container = sidecar(
    'node-driver-registrar',
    image,
    [
      `--csi-address=${SOCKET}`,
      derived(socketOnNode, known => `--kubelet-registration-path=${known}`),
      `--http-endpoint=127.0.0.1:${port}`,
    ],
    SMALL,
  );
  return {
    ...container,
    ...healthPort('registration', port),
    volumeMounts: [socketMount, { name: 'registration', mountPath: '/registration' }],
  };
}

/**
 * The driver. It mounts, which no capability is enough for where AppArmor or SELinux are on, so it is privileged; and
 * `mount.nfs` keeps the state of NFSv3's locks in its file system, so it may write to that.
 * @param port where {@link livenessContainer} answers for it
 */
export function driverContainer(image: string, resources: FullResources, port: number): k8s.Container {
  return {
    name: 'nfs',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: ['--nodeid=$(NODE_ID)', `--endpoint=unix://${SOCKET}`],
    env: [{ name: 'NODE_ID', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } }],
    ...healthPort('healthz', port),
    resources: resourceRequirements(resources),
    securityContext: { privileged: true },
    volumeMounts: [socketMount],
  };
}
