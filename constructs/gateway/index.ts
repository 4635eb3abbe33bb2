export { BackendTlsPolicy, type BackendTlsPolicyProps } from './backend-tls-policy';
export { type GrpcBackend, GrpcRoute, type GrpcRouteProps, type GrpcRouteRule } from './grpc-route';
export { HttpGateway } from './http-gateway';
export { type HttpBackend, HttpRoute, type HttpRouteProps, type HttpRouteRule } from './http-route';
export type {
  AllowedRoutes,
  CertificateReference,
  HttpListener,
  HttpsListener,
  Listener,
  TlsListener,
} from './listeners';
export type { HttpGatewayProps, NewGatewayClass } from './props';
export { ReferenceGrant, type ReferenceGrantProps } from './reference-grant';
export type { GatewayReference } from './references';
export type { AnyRouteProps, WeightedBackend } from './route';
export { TlsRoute, type TlsRouteProps, type TlsRouteRule } from './tls-route';
