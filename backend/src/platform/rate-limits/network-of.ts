import ipaddr from "ipaddr.js";

/** A household or an office gets at least so much of IPv6, and may change every bit below it at will. */
const IPV6_PREFIX_BYTES = 7;

/** Who is counted as one by address: an IPv4 address, or the /56 that an IPv6 address is of. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${Buffer.from(parsed.toByteArray().slice(0, IPV6_PREFIX_BYTES)).toString("hex")}/56`;
}
