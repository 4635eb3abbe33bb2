import type { k8s } from 'cdk8s-plus-28';

/**
 * The user a pod runs as, in the way Pod Security "restricted" demands. Volumes are handed to the group, so that an
 * official image can write to a claim without ever being root.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function restrictedPod(user: number, group = user): k8s.PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: group,
    fsGroup: group,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** A container without privileges, capabilities, or a root file system it could write to. */
export const restrictedContainer: k8s.SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};
