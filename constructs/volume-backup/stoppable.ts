/**
 * The start of a script that can be stopped: a shell that is the first process of a container heeds no signal but those
 * it waits for, and waits for no program of its own that it did not send to the background.
 *
 * `run` runs a program and hands on how it ended; `undo` is what a stop clears away.
 */
export const stoppable = `set -eu
umask 077
pid=
undo() { :; }
stop() {
  trap '' TERM INT QUIT
  if [ -n "$pid" ]; then
    kill -TERM "$pid" || true
    wait "$pid" || true
  fi
  undo
  echo 'Stopped.' >&2
  exit 143
}
# some images are stopped by QUIT
trap stop TERM INT QUIT
run() {
  "$@" &
  pid=$!
  ended=0
  wait "$pid" || ended=$?
  pid=
  return "$ended"
}
`;

/** Ends a restore that would meet files, unless somebody said what is to become of them. */
export const asksBefore = `case \${EXISTING:-} in
  keep | replace) ;;
  '')
    there=$(find /source -mindepth 1 -maxdepth 1 ! -name lost+found | head -n 1)
    if [ -n "$there" ]; then
      echo 'The volume is not empty. Set EXISTING to "keep" to leave each file that is there as it is, or to "replace"' >&2
      echo 'to put those of the backup in its place. What is not in the backup stays either way.' >&2
      exit 1
    fi
    ;;
  *)
    echo "EXISTING is $EXISTING, and neither keep nor replace." >&2
    exit 1
    ;;
esac
`;
