import { asksBefore, stoppable } from './stoppable';

/** Another backup's name may start with this one's, so the time is spelt out. */
const stamp = `day='[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' time='[0-9][0-9][0-9][0-9][0-9][0-9]'
stamp="\${day}T\${time}Z"
`;

/**
 * Packs /source into an archive in /backups.
 *
 * GNU tar ends with 1 where files changed or went away while it read them, which a volume in use can't help, and with 2
 * where something could not be read.
 */
export const archiveScript = `${stoppable}cd /backups
now=$(date -u +%Y%m%dT%H%M%SZ)
file="$NAME-$now.tar.gz"
partial=".$NAME-$now.$POD.partial"
undo() { rm -f -- "$partial"; }
${stamp}# what a killed job left; one that runs still writes
find . -maxdepth 1 -type f -name ".$NAME-$stamp.*.partial" -mmin +60 -print -delete

code=0
run tar --create --gzip --file="./$partial" --directory=/source --format=posix --numeric-owner \\
  --anchored --exclude=./lost+found --no-anchored --no-wildcards-match-slash --exclude-from=/config/exclude . || code=$?
if [ "$code" -eq 1 ]; then echo 'Files changed while they were read.'; fi
if [ "$code" -gt 1 ]; then
  undo
  exit "$code"
fi
# reads all of it again: the checksum of gzip tells whether it came through
if ! run tar --list --gzip --file="./$partial" > /tmp/list; then
  undo
  exit 1
fi
sync -- "$partial"
mv -- "$partial" "$file"
sync .
entries=$(wc -l < /tmp/list)
echo "$file: $(stat -c %s -- "$file") bytes, $((entries - 1)) entries"

if [ "$entries" -le 1 ]; then
  echo 'The volume is empty, so older archives stay.'
  exit 0
fi
oldest="$NAME-$(date -u -d "-$RETENTION_DAYS days" +%Y%m%dT%H%M%SZ).tar.gz"
find . -maxdepth 1 -type f -name "$NAME-$stamp.tar.gz" ! -name "$file" | while IFS= read -r old; do
  # what sorts first is older
  if [ "$(printf '%s\\n' "\${old#./}" "$oldest" | LC_ALL=C sort | head -n 1)" = "\${old#./}" ]; then
    rm -f -- "$old"
    echo "\${old#./}: removed"
  fi
done
`;

/** Unpacks an archive in /backups into /source: the one that FILE names, or the last one. */
export const unpackScript = `${stoppable}cd /backups
${stamp}file=\${FILE:-$(find . -maxdepth 1 -type f -name "$NAME-$stamp.tar.gz" | LC_ALL=C sort | tail -n 1)}
file=\${file#./}
if [ -z "$file" ] || [ ! -f "./$file" ]; then
  echo "There is no archive \${file:-of $NAME} here:" >&2
  ls -l >&2
  exit 1
fi
${asksBefore}run tar --list --gzip --file="./$file" --force-local > /tmp/list
if [ "$(wc -l < /tmp/list)" -le 1 ]; then
  echo "$file holds no file."
  exit 0
fi
undo() { echo 'The last file may be half there: start again with EXISTING=replace.' >&2; }
existing=
if [ "\${EXISTING:-}" = keep ]; then existing=--skip-old-files; fi
# all but the volume itself, which may be somebody else's: its owner and mode can't be set then
if ! run tar --extract --gzip --file="./$file" --force-local --directory=/source --preserve-permissions \\
  \${existing:+"$existing"} --wildcards './?*'; then
  undo
  exit 1
fi
sync
echo "$file is restored."
`;
