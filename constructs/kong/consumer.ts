import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { listOf } from '../common/prop-forms';
import { classAnnotation, KONG_GROUP, type KongPluginReference, kongPlugins, labelsOf, MAX_NAME } from './plugin';

/** A Secret with a credential; its keys are those of the kind of credential, such as `key` or `username` and `password`. */
export interface KongCredential {
  /**
   * Name of the Secret, in the namespace of the consumer. Kong takes only a Secret with the label `konghq.com/credential`,
   * whose value is the kind: `key-auth`, `basic-auth`, `jwt`, `hmac-auth`, `acl`.
   */
  readonly secretName: string;
}

/** Settings of a {@link KongConsumer}. */
export interface KongConsumerProps {
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * What Kong calls the consumer: no other one of any namespace has this name.
   * @default - the name of the object
   */
  readonly username?: string;
  /**
   * What another system calls the consumer; targets see it in `X-Consumer-Custom-ID`.
   * @default - none
   */
  readonly customId?: string;
  /**
   * Its credentials.
   * @default - none
   */
  readonly credentials?: readonly KongCredential[];
  /**
   * Names of KongConsumerGroups.
   * @default - none
   */
  readonly consumerGroups?: readonly string[];
  /**
   * Plugins for its requests only.
   * @default - none
   */
  readonly plugins?: readonly KongPluginReference[];
  /**
   * The controller that it is for, by its class.
   * @default 'kong'
   */
  readonly ingressClassName?: string;
}

/**
 * Somebody whom Kong knows by a key or a password.
 *
 * @example
 * new KongConsumer(chart, 'partner', { credentials: [{ secretName: 'partner-key' }] });
 */
export class KongConsumer extends Construct {
  /** What Kong calls the consumer. */
  public readonly username: string;
  public readonly object: ApiObject;

  /** @throws KubewrightError KW2003 and KW2008 for names, KW2007 for Secrets, KW2012 for text, KW2014 for lists */
  public constructor(scope: Construct, id: string, props: KongConsumerProps = {}) {
    super(scope, id);
    const given = orEmpty(props);
    const name = objectName(this, given.name, MAX_NAME);
    this.username = given.username ?? name;
    const { ingressClassName = 'kong', credentials, consumerGroups, plugins } = given;
    const checks = new Checks(this)
      .match('username', given.username, /^\S(.*\S)?$/, 'text')
      .match('customId', given.customId, /^\S(.*\S)?$/, 'text')
      .dnsSubdomain('ingressClassName', ingressClassName);
    listOf(checks, 'credentials', credentials).forEach((item, i) => {
      checks.secret(`credentials[${i}].secretName`, { name: (Object(item) as Partial<KongCredential>).secretName });
    });
    listOf(checks, 'consumerGroups', consumerGroups).forEach((group, i) => {
      checks.dnsSubdomain(`consumerGroups[${i}]`, group ?? '');
    });
    listOf(checks, 'plugins', plugins).forEach((plugin, i) => {
      checks.isGiven(`plugins[${i}].pluginName`, (Object(plugin) as Partial<KongPluginReference>).pluginName);
    });
    checks.done();
    this.object = new ApiObject(this, 'Resource', {
      apiVersion: `${KONG_GROUP}/v1`,
      kind: 'KongConsumer',
      metadata: {
        name,
        namespace: namespaceOf(this),
        labels: labelsOf(this, name),
        annotations: { ...classAnnotation(ingressClassName), ...(plugins?.length ? kongPlugins(...plugins) : {}) },
      },
      username: this.username,
      custom_id: given.customId,
      credentials: credentials?.map(credential => credential.secretName),
      consumerGroups: consumerGroups && [...consumerGroups],
    });
  }
}
