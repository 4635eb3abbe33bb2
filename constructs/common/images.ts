/**
 * The images the patterns use, in one place: official ones, or published by the project itself, pinned to a release.
 * Last looked at: 2026-11-21 (tags of the official library as of 2026-08).
 */
export const images = {
  /** Long-term support until June 2028. */
  mariadb: 'mariadb:11.8.8',
  /** Apache flavour: it serves by itself, and PHP's limits can be set in Apache's configuration. */
  wordpress: 'wordpress:7.1.0-php8.4-apache',
  /** Stable branch. The alpine flavour (not alpine-slim) also carries a shell and curl, which small jobs use. */
  nginx: 'nginx:1.30.4-alpine',
  /** The last release, of 2021; its repository saw its last change in February 2024. */
  nfsSubdir: 'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2',
  /** Release of July 2026, with the sidecars that it was released with. */
  nfsCsi: 'registry.k8s.io/sig-storage/nfsplugin:v4.13.4',
  csiProvisioner: 'registry.k8s.io/sig-storage/csi-provisioner:v6.3.0',
  csiResizer: 'registry.k8s.io/sig-storage/csi-resizer:v2.2.0',
  csiSnapshotter: 'registry.k8s.io/sig-storage/csi-snapshotter:v8.6.0',
  csiLivenessProbe: 'registry.k8s.io/sig-storage/livenessprobe:v2.19.0',
  csiNodeDriverRegistrar: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.17.0',
  /** Stable release, for jobs that need GNU's tools: tar, find, gzip. */
  debian: 'debian:13.6-slim',
  /** Published by restic itself, with a shell; from 0.17 on its exit codes tell a missing repository from a failure. */
  restic: 'restic/restic:0.19.1',
  /** Debian's flavour, whose user and group are both 999. The release of the day; older ones stay maintained beside it. */
  redis: 'redis:8.10.2',
  /** Prometheus metrics of Redis and Valkey: one program and nothing else. */
  redisExporter: 'oliver006/redis_exporter:v1.91.1',
  /** F5's Ingress controller with open source nginx, on Debian. */
  nginxIngress: 'nginx/nginx-ingress:5.6.0',
  /** MetalLB, release of 2026; both programs are released together. */
  metallbController: 'quay.io/metallb/controller:v0.16.2',
  metallbSpeaker: 'quay.io/metallb/speaker:v0.16.2',
  /** Kong Gateway, open source: the last release with an official image, and the line that the controller is made for. */
  kong: 'kong:3.9.3',
  /** Kong's Ingress controller, release of August 2026. */
  kongIngressController: 'kong/kubernetes-ingress-controller:3.5.13',
} as const;
