import { EPCIS_CONTEXT } from "@waybill/protocol/schemas/epcis/epcis-context";

/** A list of resources. Members whose namespace the client has given a prefix come with that. */
export function collection(members: readonly string[], extensions: Readonly<Record<string, string>> = {}): object {
  const used: Record<string, string> = {};
  const short = members.map((member) => {
    const [prefix, namespace] = Object.entries(extensions).find(([, one]) => member.startsWith(one)) ?? [];
    if (prefix === undefined || namespace === undefined) return member;
    used[prefix] = namespace;
    return `${prefix}:${member.slice(namespace.length)}`;
  });
  const context = Object.keys(used).length > 0 ? [EPCIS_CONTEXT, used] : EPCIS_CONTEXT;
  return { "@context": context, type: "Collection", member: short };
}
