/** Ports of Kong's containers; those below 1024 would take a capability. */
export const PORTS = {
  http: 8000,
  https: 8443,
  /** Of the pod's loopback interface: whoever reaches it owns Kong. */
  admin: 8001,
  status: 8100,
  controllerHealth: 10254,
  controllerMetrics: 10255,
} as const;
