import { isDeferred } from '../../../src/values';
import type { Refusal } from '../routes/rendering';
import type { HeaderChanges, Route } from '../routes/types';

/** Paths that are no regular expression to the controller, which compiles them, and that it lets pass. */
const PATH = /^\/[\w.~,=:@/-]*$/;
const FORBIDDEN_PATH = /^\/etc\/|^\/root(\/|$)|^\/var(\/|$)/;
/** The annotation for rewrites has `=` between its words. */
const REWRITE = /^\/[\w.~:@/-]*$/;
/** Headers that the controller sets itself, after those of the annotation. */
const OWN_HEADERS = /^(host|connection|upgrade|x-real-ip|x-forwarded-(for|host|port|proto))$/i;

/** Methods and headers that the controller lets no Policy for CORS name: browsers never ask for them. */
const NO_CORS_METHODS = /^(CONNECT|TRACE)$/;
const NO_CORS_HEADERS =
  /^(accept-(charset|encoding)|access-control-request-.*|connection|content-length|cookie|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i;

/** What is wrong with a route for the F5 NGINX Ingress Controller beyond the features. */
export function f5Refusals({ host, path, options }: Route, anyHost: boolean): Refusal[] {
  const found: Refusal[] = [];
  const refuse = (is: boolean, problem: string, remedy: string) => {
    if (is) found.push({ problem, remedy });
  };
  const { rewrite, requestHeaders, responseHeaders, backendProtocol, basicAuth } = options;
  const target = rewrite && ('path' in rewrite ? rewrite.path : rewrite.prefix);
  refuse(
    host === '' && !anyHost,
    'the controller takes no Ingress without a host',
    'name the host, or let the controller run with -allow-empty-ingress-host, and say `anyHost: true`',
  );
  refuse(
    !PATH.test(path) || FORBIDDEN_PATH.test(path),
    `the controller refuses the path ${path}`,
    'use letters, digits and -._~,=:@, and do not begin with /etc, /root or /var',
  );
  refuse(
    target !== undefined && !REWRITE.test(target),
    `the controller can't rewrite to ${target}`,
    'use letters, digits and -._~:@',
  );
  if (backendProtocol === 'GRPC') {
    for (const [name, value] of Object.entries({
      rewrite,
      requestHeaders,
      maxBodySize: options.maxBodySize,
      websocket: options.websocket || undefined,
    })) {
      refuse(value !== undefined, `the controller leaves ${name} out with gRPC`, `take ${name} out`);
    }
  }
  refuse(
    requestHeaders?.add !== undefined,
    'the controller replaces request headers, and adds to none',
    'use requestHeaders.set',
  );
  refuse(
    responseHeaders?.set !== undefined || responseHeaders?.remove !== undefined,
    'the controller can’t change or remove response headers of one route',
    'use responseHeaders.add',
  );
  for (const name of [...Object.keys(requestHeaders?.set ?? {}), ...(requestHeaders?.remove ?? [])]) {
    refuse(OWN_HEADERS.test(name), `the controller sets the header ${name} itself`, 'take it out');
  }
  found.push(...valueRefusals('requestHeaders.set', requestHeaders?.set, /[,"$\\]/, ', " $ \\'));
  found.push(...valueRefusals('responseHeaders.add', responseHeaders?.add, /[,:"$\\]/, ', : " $ \\'));
  refuse(
    typeof basicAuth?.realm === 'string' && basicAuth.realm.includes('$'),
    'the realm has a "$"',
    'take it out of basicAuth.realm',
  );
  for (const name of [
    ...(options.cors?.allowMethods ?? []).filter(method => NO_CORS_METHODS.test(method)),
    ...(options.cors?.allowHeaders ?? []).filter(header => !isDeferred(header) && NO_CORS_HEADERS.test(header)),
  ]) {
    refuse(true, `the controller refuses ${name} in cors, since browsers never ask for it`, 'take it out');
  }
  return found;
}

function valueRefusals(prop: string, values: HeaderChanges['set'], wrong: RegExp, letters: string): Refusal[] {
  return Object.entries(values ?? {})
    .filter(([, value]) => !isDeferred(value) && wrong.test(value))
    .map(([name]) => ({
      problem: `the annotation can't hold the value of ${prop}.${name}`,
      remedy: `use a value without ${letters}`,
    }));
}
