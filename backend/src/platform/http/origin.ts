import type { Request } from "express";
import type { Config } from "../../config/config.ts";

/** A name or an IPv6 address, and perhaps a port. */
const HOST = /^([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;

/** Scheme, host and port under which a reader asks this installation; a host that is none is not repeated. */
export function originOf({ publicUrl }: Pick<Config, "publicUrl">, request: Request): string {
  const host = request.host ?? "";
  return publicUrl ?? `${request.protocol}://${HOST.test(host) ? host : "localhost"}`;
}
