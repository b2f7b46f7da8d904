import { linkTypeNamed, type LinkType } from "@waybill/protocol/identifiers/link-types";
import type { Linkset, LinkTarget } from "@waybill/protocol/schemas/api/resolver";
import { SaveCsv } from "../../entities/SaveCsv.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";

type Context = Linkset["linkset"][number];

/** Every link of one identifier: its type, and the host that it leads to before anybody follows it. */
export function LinkList({ context }: { context: Context }) {
  const t = useText();
  const rows = linksOf(context);
  return (
    <>
      <Table caption={t("readers.links")} hideCaption>
        <thead>
          <tr>
            {(["type", "name", "host", "language", "media"] as const).map((column) => (
              <Th key={column}>
                <T id={`readers.col.${column}`} />
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ type, known, href, title, hreflang, mediaType }) => (
            <tr key={`${type} ${href}`}>
              <Td className="whitespace-nowrap">
                {known !== undefined && (
                  <span className="block">
                    <T id={`links.type.${known}`} />
                  </span>
                )}
                <code className="text-muted">{type}</code>
              </Td>
              <Td className="min-w-40">
                <a className="link" href={href} rel="noreferrer">
                  {title}
                </a>
              </Td>
              <Td className="whitespace-nowrap">{new URL(href).host === location.host ? <T id="readers.here" /> : new URL(href).host}</Td>
              <Td>{hreflang?.join(", ") ?? ""}</Td>
              <Td>{mediaType ?? ""}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv
        name="links"
        heads={["type", "title", "href", "language", "media type"]}
        rows={() => rows.map(({ type, title, href, hreflang, mediaType }) => [type, title, href, hreflang?.join(" ") ?? null, mediaType])}
      />
    </>
  );
}

interface Row extends Omit<LinkTarget, "type"> {
  type: string;
  /** The type, when it has words of its own. */
  known: LinkType | undefined;
  mediaType: string | null;
}

function linksOf(context: Context): Row[] {
  return Object.entries(context).flatMap(([relation, targets]) => {
    const known = linkTypeNamed(relation);
    return Array.isArray(targets)
      ? targets.map(({ type, ...target }) => ({ ...target, known, type: known ?? relation, mediaType: type ?? null }))
      : [];
  });
}
