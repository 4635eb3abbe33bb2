import { hasLog, type RedisPersistence } from './server-config';

/** The port that Redis listens on. */
export const REDIS_PORT = 6379;
/** Folder with the files of the ConfigMap. */
export const CONFIG = '/usr/local/etc/redis';
/** Folder in memory, with the files that hold the password. */
export const RUN = '/run/redis';
/** Folder of the Secret. */
export const SECRET = '/run/secrets/redis';

/** What `configure.sh` is made of. */
export interface ConfigureOptions {
  /** Name of the pods' StatefulSet and of the Service that gives them their names. */
  readonly name: string;
  readonly primaryOrdinal: number;
  /** Name of the primary's Service. */
  readonly primaryService: string;
  readonly persistence: RedisPersistence;
  /** Whether there is an exporter, which wants the password in a file of its own form. */
  readonly hasMetrics: boolean;
}

/**
 * Puts together what only the pod knows: the password, and whom it follows.
 *
 * The password is copied, since a Secret's file changes while a pod runs, and Redis and its probes have to agree.
 *
 * The primary is followed by its Service, not by its pod's name: DNS goes on telling the address of a pod that is gone
 * for many seconds, and whoever connects to that waits in vain.
 */
export function configureScript(options: ConfigureOptions): string {
  const { name, primaryOrdinal, primaryService, persistence, hasMetrics } = options;
  const exporter = `printf '{"redis://localhost:${REDIS_PORT}":"%s"}\\n' "$quoted" > exporter.json\n`;
  return `set -eu
umask 077
cd ${RUN}
password=$(cat ${SECRET}/password)
if [ -z "$password" ]; then echo 'The password is empty.' >&2; exit 1; fi
if [ "$(printf %s "$password" | LC_ALL=C tr -d '[:cntrl:]')" != "$password" ]; then
  echo 'The password has line breaks or other control characters.' >&2
  exit 1
fi
quoted=$(printf %s "$password" | LC_ALL=C sed 's/[\\\\"]/\\\\&/g')
printf %s "$password" > password
${hasMetrics ? exporter : ''}{
  cat ${CONFIG}/redis.conf
  printf 'requirepass "%s"\\nmasterauth "%s"\\n' "$quoted" "$quoted"
  printf 'replica-announce-ip %s\\n' "$POD_NAME.${name}.$POD_NAMESPACE.svc"
  if [ "$POD_NAME" != ${name}-${primaryOrdinal} ]; then
    echo 'replicaof ${primaryService} ${REDIS_PORT}'
  fi
} > redis.conf
${dataScript(persistence)}`;
}

/**
 * Redis starts empty, and its replicas with it, when it is told to read another kind of file than it wrote before. So a
 * snapshot becomes the beginning of a log, and a log that has more than the snapshot is not passed over.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/#log-rewriting
 */
function dataScript(persistence: RedisPersistence): string {
  if (hasLog(persistence)) {
    return `cd /data
if [ -f dump.rdb ] && [ ! -e appendonlydir ] && [ ! -e appendonly.aof ]; then
  rm -rf appendonlydir.new
  mkdir appendonlydir.new
  cp dump.rdb appendonlydir.new/appendonly.aof.1.base.rdb
  echo 'file appendonly.aof.1.base.rdb seq 1 type b' > appendonlydir.new/appendonly.aof.manifest
  mv appendonlydir.new appendonlydir
  echo 'The snapshot is the beginning of the log.'
fi
`;
  }
  if (persistence === 'none') return '';
  return `cd /data
if [ -d appendonlydir ]; then
  if [ ! -f dump.rdb ] || [ -n "$(find appendonlydir -type f -newer dump.rdb)" ]; then
    echo 'The log of writes has more than the snapshot, which alone would be read.' >&2
    echo 'Set persistence to both until all pods have restarted, and then to rdb.' >&2
    exit 1
  fi
  rm -rf appendonlydir
fi
`;
}

/**
 * Whether Redis is alive or ready.
 *
 * Any answer is one of a living server, also that it is loading its data or can't write to its disk: a restart would
 * mend neither. It is ready once it has its data. A replica is so from when it has all that the primary has; if the
 * primary is away later, it goes on and serves what it knows, since otherwise each restart of the primary would leave
 * nobody to read from.
 */
export const healthScript = `set -eu
export REDISCLI_AUTH
REDISCLI_AUTH=$(cat ${RUN}/password)
if [ "$1" = alive ]; then
  redis-cli ping > /dev/null
  exit
fi
info=$(redis-cli info)
has() { printf '%s\\n' "$info" | tr -d '\\r' | grep -qx "$1"; }
has loading:0 || { echo 'The data is being loaded.'; exit 1; }
if has role:slave; then
  if has master_link_status:up; then : > ${RUN}/has-followed; fi
  [ -e ${RUN}/has-followed ] || { echo 'It does not follow the primary yet.'; exit 1; }
fi
`;
