import { BlockList } from "node:net";
import type { Request } from "express";
import type { Config } from "../../config/config.ts";

/** A name or an IPv6 address, and perhaps a port. */
const HOST = /^([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;

/** Scheme, host and port under which a reader asks this installation; a host that is none is not repeated. */
export function originOf({ publicUrl }: Pick<Config, "publicUrl">, request: Request): string {
  const host = request.host ?? "";
  return publicUrl ?? `${request.protocol}://${HOST.test(host) ? host : "localhost"}`;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/**
 * Whether nobody on the way could read the request: over TLS, as a trusted proxy says where there is one. In development also straight from this very
 * machine.
 */
export function isSecure({ mode }: Pick<Config, "mode">, request: Request): boolean {
  if (request.secure) return true;
  const address = request.socket.remoteAddress ?? "";
  const isLocal = loopback.check(address, address.includes(":") ? "ipv6" : "ipv4");
  return mode === "development" && isLocal && request.get("x-forwarded-proto") === undefined;
}
