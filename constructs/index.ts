export * from './common';
export { GeneratedSecret, type GeneratedSecretProps } from './generated-secret';
export * from './mariadb';
export { NginxProxy, type NginxProxyProps } from './nginx';
export * from './wordpress';
