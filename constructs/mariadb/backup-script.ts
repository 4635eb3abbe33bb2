/** Writes the password to an option file, so that it is no argument of a program. */
const options = `set -euo pipefail
umask 077
options=$(mktemp)
password=$(cat /run/secrets/mariadb/password)
password=\${password//\\\\/\\\\\\\\}
printf '[client]\\nhost="%s"\\nport=%s\\nuser="%s"\\npassword="%s"\\n' \\
  "$DB_HOST" "$DB_PORT" "$DB_USER" "\${password//\\"/\\\\\\"}" > "$options"
cd /backups
# another database's name may start with this one's
day='[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]' time='[0-9][0-9][0-9][0-9][0-9][0-9]'
stamp="\${day}T\${time}Z"
`;

/** Dumps a database to /backups. Tables of InnoDB are read in one transaction, so the site goes on meanwhile. */
export const backupScript = `${options}
rm -f ./*.partial
file="$DB_NAME-$(date -u +%Y%m%dT%H%M%SZ).sql.gz"
mariadb-dump --defaults-extra-file="$options" --single-transaction --quick --routines --events --triggers \\
  "$DB_NAME" | gzip > "$file.partial"
gzip --test "$file.partial"
mv "$file.partial" "$file"
echo "$file: $(stat -c %s "$file") bytes"

find . -maxdepth 1 -name "$DB_NAME-$stamp.sql.gz" -not -name "$file" -mmin "+$((RETENTION_DAYS * 1440))" -print -delete
`;

/** Reads a dump in /backups back into the database: the one that FILE names, or the last one. */
export const restoreScript = `${options}
file=\${FILE:-$(find . -maxdepth 1 -name "$DB_NAME-$stamp.sql.gz" | sort | tail -n 1)}
if [ ! -f "$file" ]; then echo "There is no backup \${file:-of $DB_NAME} here:"; ls -l; exit 1; fi
gzip --test "$file"
gunzip -c "$file" | mariadb --defaults-extra-file="$options" "$DB_NAME"
echo "$file is restored."
`;
