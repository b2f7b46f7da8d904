import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import type { Config } from "../../config/config.ts";
import { isPublicAddress } from "./public-address.ts";

/** Thrown instead of connecting. */
export class ForbiddenDestination extends Error {
  override name = "ForbiddenDestination";
}

type Mode = Config["mode"];

/** Of services meant for everybody; "" is the one of https. Other ports belong to databases, mail and consoles. */
const PORTS = new Set(["", "8443"]);

/**
 * What is wrong with an address that somebody else wants called, as the end of a sentence; undefined when nothing is. Names are not looked up
 * here: what they lead to is checked when the connection is made.
 *
 * @param ownHosts as `isOwnHost` has them: for them production asks no more than development
 */
export function checkDestination(text: string, givenMode: Mode, ownHosts: readonly string[] = []): string | undefined {
  const url = URL.parse(text);
  const mode = isOwnHost(text, ownHosts) ? "development" : givenMode;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return "must be an https address";
  if (mode === "production" && url.protocol !== "https:") return "must be an https address";
  if (mode === "production" && !PORTS.has(url.port)) return "must be on port 443 or 8443";
  if (url.username !== "" || url.password !== "") return "must not hold a user name or password";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (mode === "production" && isIP(host) !== 0 && !isPublicAddress(host)) return "must be a public address";
  return undefined;
}

/** Whether an address is at a host, and its port, that whoever runs this installation has named. */
export function isOwnHost(text: string, ownHosts: readonly string[]): boolean {
  const host = URL.parse(text)?.host;
  return host !== undefined && ownHosts.includes(host);
}

/**
 * How names are looked up for such a connection. The very addresses that pass are connected to, so a name that leads elsewhere a moment later gains
 * nothing. In development every address passes.
 */
export function guardedLookup(mode: Mode, lookup: typeof systemLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses: LookupAddress[] = error ? [] : found;
      const refused = addresses.find(({ address }) => mode === "production" && !isPublicAddress(address));
      const [first] = addresses;
      if (error || refused || !first) {
        callback(error ?? new ForbiddenDestination(`${hostname} does not lead to a public address.`), "", 4);
      } else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
