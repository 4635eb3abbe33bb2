/**
 * Lays WordPress out: the program from the image to /program, and of the themes and plugins in the image those that
 * /content has not.
 *
 * The image's own entrypoint would do so too, but it changes the mode of the folders it copies to, which only their
 * owner can: root, where volumes are concerned.
 */
export const installScript = `set -eu
cd /usr/src/wordpress
for entry in * .[!.]*; do
  case $entry in wp-content | '.[!.]*') ;; *) cp -R "$entry" /program/ ;; esac
done
cp wp-config-docker.php /program/wp-config.php
mkdir -p /program/wp-content

cd wp-content
draft=/content/.installing-\${HOSTNAME:-pod}
for entry in * */*; do
  if [ -e "/content/$entry" ] || [ ! -e "$entry" ]; then continue; fi
  case $entry in
    */*) ;;
    *) if [ -d "$entry" ]; then mkdir -p "/content/$entry"; continue; fi ;;
  esac
  # other pods may do the same at the same time; who comes last leaves what is there
  rm -rf "$draft"
  cp -R "$entry" "$draft"
  mv -T "$draft" "/content/$entry" 2> /dev/null || rm -rf "$draft"
done
`;
