import { asksBefore, stoppable } from './stoppable';

const credentials = `${stoppable}AWS_ACCESS_KEY_ID=$(cat /run/secrets/s3/access-key-id)
AWS_SECRET_ACCESS_KEY=$(cat /run/secrets/s3/secret-access-key)
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
`;

/**
 * Backs /source up to a repository of restic.
 *
 * Only where restic says that there is no repository (its exit code 10) one is made; a server that can't be reached or
 * a wrong key ends the job. A lock that a killed job left is taken away once nobody has renewed it for half an hour.
 * @see https://restic.readthedocs.io/en/stable/075_scripting.html
 */
export const snapshotScript = `${credentials}code=0
run restic cat config > /dev/null || code=$?
if [ "$code" -eq 10 ]; then
  run restic init
elif [ "$code" -ne 0 ]; then
  exit "$code"
fi
run restic unlock
run restic backup --host "$NAME" --exclude /source/lost+found --exclude-file /config/exclude --no-scan /source
run restic forget --retry-lock 10m --host "$NAME" --group-by host,paths --prune \\
  --keep-last "$KEEP_LAST" --keep-hourly "$KEEP_HOURLY" --keep-daily "$KEEP_DAILY" \\
  --keep-weekly "$KEEP_WEEKLY" --keep-monthly "$KEEP_MONTHLY" --keep-yearly "$KEEP_YEARLY"
if [ "$CHECK_PERCENT" -eq 0 ]; then
  run restic check --retry-lock 10m
else
  run restic check --retry-lock 10m --read-data-subset "$CHECK_PERCENT%"
fi
`;

/** Restores a snapshot into /source: the one that SNAPSHOT names, or the last one. */
export const snapshotRestoreScript = `${credentials}snapshot=\${SNAPSHOT:-latest}
case $snapshot in
  *[!0-9a-z]*)
    echo "SNAPSHOT is $snapshot, and no id of a snapshot." >&2
    exit 1
    ;;
esac
${asksBefore}overwrite=always
if [ "\${EXISTING:-}" = keep ]; then overwrite=never; fi
undo() { echo 'The last files may be half there: start again with EXISTING=replace.' >&2; }
code=0
run restic restore "$snapshot:/source" --host "$NAME" --target /source --overwrite "$overwrite" || code=$?
if [ "$code" -ne 0 ]; then
  undo
  run restic snapshots --host "$NAME" || true
  exit "$code"
fi
sync
echo "Snapshot $snapshot is restored."
`;
