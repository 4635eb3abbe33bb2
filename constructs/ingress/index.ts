export { ingressOf } from './ingress-of';
export * from './migration';
export { type NodePortRenderingProps, nodePorts } from './node-ports';
export type { IngressRenderingProps, PublicEndpointProps, PublishedRoute } from './props';
export { PublicEndpoint } from './public-endpoint';
export type { EndpointSettings, Refusal, RoutePublisher, RouteRendering, RouteWriter } from './routes/rendering';
export type {
  BasicAuth,
  Cors,
  HeaderChanges,
  PathMatch,
  RateLimit,
  RedirectOptions,
  Rewrite,
  Route,
  RoutedService,
  RouteFeature,
  RouteOptions,
  RouteTarget,
  RouteTimeouts,
  Tls,
  WeightedTarget,
} from './routes/types';
