/**
 * Makes a Secret with random values through the API, and leaves one that is there as it is. Runs in any image with a
 * POSIX shell and curl. Neither the token nor a value is ever an argument of a program or written to the log.
 */
export const createSecretScript = `set -eu
account=/var/run/secrets/kubernetes.io/serviceaccount
host=$KUBERNETES_SERVICE_HOST
case $host in *:*) host="[$host]" ;; esac
url="https://$host:$KUBERNETES_SERVICE_PORT/api/v1/namespaces/$(cat "$account/namespace")/secrets"

random() {
  LC_ALL=C tr -dc 'A-Za-z0-9' < /dev/urandom | head -c "$1"
}

{
  printf '{"apiVersion":"v1","kind":"Secret","type":"Opaque","metadata":%s,"stringData":{' "$SECRET_METADATA"
  separator=
  for entry in $SECRET_KEYS; do
    printf '%s"%s":"%s"' "$separator" "\${entry%%=*}" "$(random "\${entry#*=}")"
    separator=,
  done
  printf '}}'
} > /tmp/secret.json

status=$(printf 'Authorization: Bearer %s\\nContent-Type: application/json\\n' "$(cat "$account/token")" |
  curl --silent --show-error --max-time 30 --cacert "$account/ca.crt" --header @- \\
    --data-binary @/tmp/secret.json --output /tmp/answer.json --write-out '%{http_code}' "$url")
rm /tmp/secret.json

case $status in
  201) echo "The Secret is made." ;;
  409) echo "The Secret is there already and stays as it is." ;;
  *) echo "The API server answered $status:"; cat /tmp/answer.json; exit 1 ;;
esac
`;
