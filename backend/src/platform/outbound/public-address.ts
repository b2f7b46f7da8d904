import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Special-purpose blocks (IANA registries, RFC 6890 and later) that are not reachable by everybody, or lead on to such. */
const RESERVED_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];
/** Inside of 2000::/3, which is all of IPv6 that is given to the public. */
const RESERVED_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

function blockList(blocks: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [network = "", bits = ""] = block.split("/");
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

const reservedIpv4 = blockList(RESERVED_IPV4, "ipv4");
const reservedIpv6 = blockList(RESERVED_IPV6, "ipv6");
const publicIpv6 = blockList(["2000::/3"], "ipv6");

/** True for an IP address that belongs to the public internet: no loopback, private, link-local, mapped or otherwise special one. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !reservedIpv4.check(address, "ipv4");
  return isIPv6(address) && publicIpv6.check(address, "ipv6") && !reservedIpv6.check(address, "ipv6");
}
