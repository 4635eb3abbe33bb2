import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';

/**
 * Makes a part of an object of a value that may be a `Lazy`, or produce one. An output of Pulumi is handed on as it is:
 * it can stand for a leaf of an object only, so the part is made around it.
 */
export function madeOf<T, R>(value: T, make: (value: T) => R): R {
  if (!(value instanceof Lazy)) return make(value);
  return Lazy.any({ produce: () => madeOf(value.produce() as T, make) }) as R;
}

/** A quantity of Kubernetes, such as `10Gi`. */
export function quantity(text: string): k8s.Quantity {
  return madeOf(text, k8s.Quantity.fromString);
}

/** The number of a port, where a name could stand too. */
export function portNumber(port: number): k8s.IntOrString {
  return madeOf(port, k8s.IntOrString.fromNumber);
}
