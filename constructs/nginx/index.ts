export { NginxProxy } from './nginx-proxy';
export type { NginxProxyProps } from './props';
