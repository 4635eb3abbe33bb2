import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { shortHash } from '../common/config-hash';
import type { SecretKey } from '../common/connections';
import { orEmpty } from '../common/defaults';
import { images } from '../common/images';
import { systemOf, workloadLabels } from '../common/labels';
import { appendName, IS_NAME, objectName } from '../common/names';
import { WorkloadPolicy } from '../common/network-policy';
import { resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import { createSecretScript } from './script';

/** Settings of a {@link GeneratedSecret}. */
export interface GeneratedSecretProps {
  /** The Secret's keys, each with the length of its value: 16 to 128 letters and digits. */
  readonly keys: Readonly<Record<string, number>>;
  /**
   * Name of the Secret.
   * @default - the construct's path below its chart, such as `blog-secrets`
   */
  readonly name?: string;
  /**
   * Image with a POSIX shell and curl.
   * @default - the nginx image of this release, which the other patterns use too
   */
  readonly image?: string;
  /**
   * On which nodes the job may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}

/**
 * A Secret with random values that are made once, inside the cluster, and kept: they are in no manifest, in no Git
 * repository and in no log.
 *
 * A Job makes the Secret through the API, with an account that may create Secrets in its namespace and do nothing
 * else; it can't read one. Where the Secret exists, from an earlier run or made by hand, it stays as it is. Pods that
 * use the Secret wait until it is there. The Secret itself belongs to no manifest, so no GitOps tool prunes or changes
 * it: delete it with `kubectl` when the values are to be made anew.
 *
 * Give the chart a namespace: without one, the account's right is bound in the namespace "default".
 *
 * The Job's name ends with a hash of its content, since the API server refuses changes to a Job. So no value that is
 * known later may be in it.
 *
 * @example
 * const secret = new GeneratedSecret(chart, 'app-secrets', { keys: { password: 32 } });
 * secret.key('password'); // { name: 'app-secrets', key: 'password' }
 */
export class GeneratedSecret extends Construct {
  /** Name of the Secret. */
  public readonly secretName: string;
  public readonly job: k8s.KubeJob;
  public readonly role: k8s.KubeRole;
  public readonly serviceAccount: k8s.KubeServiceAccount;
  private readonly keys: Readonly<Record<string, number>>;

  /**
   * @throws KubewrightError KW2001 for a length, KW2003 and KW2008 for the name, KW2005 for the image, KW2012 for a
   * key, KW2014 for what is not known yet
   */
  public constructor(scope: Construct, id: string, given: GeneratedSecretProps) {
    super(scope, id);
    const props = orEmpty(given);
    const image = props.image ?? images.nginx;
    const why = 'it goes into the name of a Job';
    const checks = new Checks(this)
      .known('name', props.name, IS_NAME)
      .knownThroughout('image', image, why)
      .knownThroughout('keys', props.keys, why)
      .knownThroughout('scheduling', props.scheduling, why)
      .image('image', image);
    const keys = isDeferred(props.keys) ? {} : (props.keys ?? {});
    if (!isDeferred(props.keys)) checks.integer('number of keys', Object.keys(keys).length, 1);
    for (const [key, length] of Object.entries(keys)) {
      checks.match('key', key, /^(?!\.\.?$)[-._a-zA-Z0-9]{1,253}$/, 'letters, digits, "-", "_" and "."');
      checks.integer(`keys.${key}`, length, 16, 128);
    }
    checks.done();
    this.keys = keys;
    this.secretName = objectName(this, props.name);

    const { labels, selector } = workloadLabels({
      name: 'secret-generator',
      instance: this.secretName,
      component: 'secrets',
      partOf: systemOf(this),
    });
    const metadata = { name: this.secretName, labels: { ...labels } };
    const policy = new WorkloadPolicy(this, 'Policy', {
      ...metadata,
      selector,
    }).allowApiServer();
    this.serviceAccount = new k8s.KubeServiceAccount(this, 'ServiceAccount', {
      metadata,
      automountServiceAccountToken: false,
    });
    this.role = new k8s.KubeRole(this, 'Role', {
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['create'] }],
    });
    const binding = new k8s.KubeRoleBinding(this, 'RoleBinding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: this.role.name },
      subjects: [
        // the API server wants a namespace here; without one in the chart, objects land in "default" as a rule
        {
          kind: 'ServiceAccount',
          name: this.serviceAccount.name,
          namespace: this.serviceAccount.metadata.namespace ?? 'default',
        },
      ],
    });
    binding.addDependency(this.role, this.serviceAccount);
    const spec = this.jobSpec(image, metadata, props.scheduling);
    this.job = new k8s.KubeJob(this, 'Job', {
      metadata: { ...metadata, name: appendName(this, this.secretName, shortHash(spec).slice(0, 8)) },
      spec,
    });
    this.job.addDependency(binding, policy);
  }

  /**
   * A reference to a key of the Secret.
   * @throws KubewrightError KW2012 for a key that it has not
   */
  public key(key: string): SecretKey {
    if (!Object.hasOwn(this.keys, key)) {
      const known = Object.keys(this.keys).join(', ');
      new Checks(this).fail('KW2007', `has no key "${key}"`, `use one of ${known}`).done();
    }
    return { name: this.secretName, key };
  }

  private jobSpec(image: string, metadata: k8s.ObjectMeta, scheduling?: Scheduling): k8s.JobSpec {
    return {
      backoffLimit: 10,
      template: {
        metadata: { labels: metadata.labels },
        spec: {
          serviceAccountName: this.serviceAccount.name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          restartPolicy: 'OnFailure',
          securityContext: restrictedPod(65534),
          ...schedulingFields(scheduling),
          containers: [
            {
              name: 'generate',
              image,
              imagePullPolicy: 'IfNotPresent',
              command: ['/bin/sh', '-c', createSecretScript],
              env: [
                { name: 'SECRET_METADATA', value: JSON.stringify(metadata) },
                {
                  name: 'SECRET_KEYS',
                  value: Object.entries(this.keys)
                    .map(([key, length]) => `${key}=${length}`)
                    .join(' '),
                },
              ],
              resources: resourceRequirements({
                cpuRequest: '10m',
                memoryRequest: '16Mi',
                memoryLimit: '64Mi',
              }),
              securityContext: restrictedContainer,
              volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
            },
          ],
          volumes: [{ name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Mi') } }],
        },
      },
    };
  }
}
