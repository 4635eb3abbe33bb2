/** The controller's own ports; nginx's for routes, and the program's for the kubelet and Prometheus. */
export const PORTS = { http: 80, https: 443, ready: 8081, metrics: 9113 } as const;
