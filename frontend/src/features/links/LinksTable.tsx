import type { LinkView } from "@waybill/protocol/schemas/api/resolver";
import { labelOf } from "@waybill/protocol/identifiers/label";
import { InstantText } from "../../entities/Times.tsx";
import { SaveCsv } from "../../entities/SaveCsv.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";

interface LinksTableProps {
  links: readonly LinkView[];
  onReplace: (link: LinkView) => void;
  onEnd: (link: LinkView) => void;
}

type Standing = "on" | "later" | "ended";
const TONES: Record<Standing, Tone> = { on: "passed", later: "pending", ended: "neutral" };

export function LinksTable({ links, onReplace, onEnd }: LinksTableProps) {
  const t = useText();
  const now = new Date().toISOString();
  return (
    <>
      <Table caption={t("links.caption")} hideCaption>
        <thead>
          <tr>
            <Th>
              <T id="links.col.of" />
            </Th>
            <Th>
              <T id="links.col.leads" />
            </Th>
            <Th>
              <T id="links.col.valid" />
            </Th>
            <Th>
              <T id="links.col.state" />
            </Th>
            <Th>
              <span className="sr-only">
                <T id="links.col.actions" />
              </span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => {
            const standing = standingOf(link, now);
            return (
              <tr key={link.id}>
                <Td className="min-w-48">{labelOf(link.identifier)}</Td>
                <Td className="min-w-56">
                  <span className="block font-medium">
                    {link.title}
                    {link.language !== null && ` (${link.language})`}
                  </span>
                  <span className="block text-muted">
                    <T id={`links.type.${link.type}`} />
                  </span>
                  <a className="link break-all" href={link.href} rel="noreferrer">
                    {link.href}
                  </a>
                </Td>
                <Td className="min-w-40">
                  <T id={`links.valid.${link.validBy}`} />
                  <span className="block text-muted">
                    <InstantText time={link.from} />
                    {" – "}
                    {link.until !== null && <InstantText time={link.until} />}
                  </span>
                </Td>
                <Td className="whitespace-nowrap">
                  <StatusMark tone={TONES[standing]}>
                    <T id={`links.state.${standing}`} />
                  </StatusMark>
                </Td>
                <Td>
                  {standing !== "ended" && (
                    <div className="flex gap-2">
                      <Button size="small" onClick={() => onReplace(link)} aria-label={t("links.replace.of", { title: link.title })}>
                        <T id="links.replace" />
                      </Button>
                      <Button size="small" onClick={() => onEnd(link)} aria-label={t("links.end.of", { title: link.title })}>
                        <T id="links.end" />
                      </Button>
                    </div>
                  )}
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <SaveCsv name="links" heads={HEADS} rows={() => links.map(csvRow)} />
    </>
  );
}

function standingOf({ from, until }: LinkView, now: string): Standing {
  if (until !== null && until <= now) return "ended";
  return from > now ? "later" : "on";
}

const HEADS = ["identifier", "type", "title", "href", "language", "valid by", "from", "until"];

function csvRow({ identifier, type, title, href, language, validBy, from, until }: LinkView): (string | null)[] {
  return [identifier, type, title, href, language, validBy, from, until];
}
