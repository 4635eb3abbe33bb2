/**
 * The images the patterns use, in one place. Each is an official image, pinned to a release.
 * Last looked at: 2026-11-21 (tags of the official library as of 2026-08).
 */
export const images = {
  /** Long-term support until June 2028. */
  mariadb: 'mariadb:11.8.8',
  /** Apache flavour: it serves by itself, and PHP's limits can be set in Apache's configuration. */
  wordpress: 'wordpress:7.1.0-php8.4-apache',
  /** Stable branch. The alpine flavour (not alpine-slim) also carries a shell and curl, which small jobs use. */
  nginx: 'nginx:1.30.4-alpine',
} as const;
