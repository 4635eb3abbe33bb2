/** Limits of PHP. */
export interface PhpLimits {
  /**
   * Memory of one request.
   * @default '256M'
   */
  readonly memoryLimit?: string;
  /**
   * Largest file that can be uploaded; the largest request is a little more.
   * @default '64M'
   */
  readonly uploadMaxFilesize?: string;
  /**
   * Seconds that a request may calculate.
   * @default 60
   */
  readonly maxExecutionTime?: number;
  /**
   * Fields that a form may have.
   * @default 3000
   */
  readonly maxInputVars?: number;
}

/** {@link PhpLimits} with everything set. */
export type FullPhpLimits = Required<PhpLimits>;

/** Port that Apache listens at; one below 1024 would take a privilege. */
export const PORT = 8080;

/** Without a proxy in front, anybody could call himself what he likes. */
const CLIENT_ADDRESS = `# the client's address, as the proxies of the cluster tell it
<IfModule remoteip_module>
  RemoteIPHeader X-Forwarded-For
  RemoteIPInternalProxy 10.0.0.0/8 100.64.0.0/10 172.16.0.0/12 192.168.0.0/16 fc00::/7
</IfModule>

`;

/** Where the image's own modules are loaded from, and the rest of its configuration is not. */
const MODULES = 'mods-enabled';

/**
 * The whole configuration of Apache, in place of the image's: it listens at a port that needs no privilege, logs to
 * the container's own streams and writes to `/tmp` only, so that it runs as `www-data` on a root file system that
 * can't be written.
 * @param workers requests that are served at once; each is a process
 * @param hasProxy whether clients reach it through a proxy only
 */
export function apacheConfig(php: FullPhpLimits, workers: number, hasProxy: boolean): string {
  return `ServerRoot /etc/apache2
DefaultRuntimeDir /tmp
PidFile /tmp/apache2.pid
Listen ${PORT}
ServerName localhost
IncludeOptional ${MODULES}/*.load
IncludeOptional ${MODULES}/*.conf

ServerTokens Prod
ServerSignature Off
TraceEnable Off
Timeout 300
KeepAlive On
KeepAliveTimeout 5
LogLevel warn
LogFormat "%a %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
ErrorLog /proc/self/fd/2
CustomLog /proc/self/fd/1 combined

<IfModule mpm_prefork_module>
  StartServers 2
  MinSpareServers 2
  MaxSpareServers 4
  ServerLimit ${workers}
  MaxRequestWorkers ${workers}
  MaxConnectionsPerChild 1000
</IfModule>

${hasProxy ? CLIENT_ADDRESS : ''}<Directory />
  AllowOverride None
  Require all denied
</Directory>

DocumentRoot /var/www/html
<Directory /var/www/html>
  Options FollowSymLinks
  AllowOverride All
  Require all granted
  DirectoryIndex index.php index.html

  # permalinks; WordPress and its plugins may say otherwise in .htaccess
  RewriteEngine On
  RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]
  RewriteRule ^index\\.php$ - [L]
  RewriteCond %{REQUEST_FILENAME} !-f
  RewriteCond %{REQUEST_FILENAME} !-d
  RewriteRule . /index.php [L]
</Directory>
<FilesMatch "\\.php$">
  SetHandler application/x-httpd-php
</FilesMatch>
<FilesMatch "^\\.ht">
  Require all denied
</FilesMatch>

# scripts that somebody managed to upload are not run
<Directory /var/www/html/wp-content/uploads>
  php_admin_flag engine Off
</Directory>

php_admin_value memory_limit ${php.memoryLimit}
php_admin_value upload_max_filesize ${php.uploadMaxFilesize}
php_admin_value post_max_size ${postMaxSize(php.uploadMaxFilesize)}
php_admin_value max_execution_time ${php.maxExecutionTime}
php_admin_value max_input_vars ${php.maxInputVars}
php_admin_flag expose_php Off
`;
}

/** What is added to the largest file for the rest of its form: a megabyte. */
const REST: Readonly<Record<string, (size: number) => string>> = {
  '': size => String(size + 2 ** 20),
  k: size => `${size + 1024}k`,
  m: size => `${size + 1}m`,
  g: size => `${size * 1024 + 1}m`,
};

/** Size of a form with a file, which is larger than the file; written in the way that PHP and nginx share. */
export function postMaxSize(uploadMaxFilesize: string): string {
  const unit = uploadMaxFilesize.replace(/^\d+/, '').toLowerCase();
  return REST[unit]!(Number.parseInt(uploadMaxFilesize, 10));
}
