export type { ControllerConfiguration } from './configuration';
export { NginxIngressController } from './controller';
export type {
  ControllerClusterIp,
  ControllerExposure,
  ControllerHostNetwork,
  ControllerHostPort,
  ControllerLoadBalancer,
  ControllerNodePort,
  ExternalTrafficPolicy,
} from './exposure';
export { NginxPolicy, type NginxPolicyProps } from './policy';
export type { PolicyReference } from './policy-references';
export type { ClientAddresses, NginxIngressControllerProps, TransportListener } from './props';
export type { NginxController } from './resource';
export type { ServerRoute } from './server-routes';
export { TransportServer, type TransportServerProps } from './transport-server';
export type { Upstream, Upstreams } from './upstreams';
export { VirtualServer, type VirtualServerProps, type VirtualServerTls } from './virtual-server';
export { VirtualServerRoute, type VirtualServerRouteProps } from './virtual-server-route';
