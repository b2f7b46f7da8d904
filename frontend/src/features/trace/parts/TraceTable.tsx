import { ArrowDown, ArrowUp } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { gtinOf } from "../../../entities/pickers/use-names.ts";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { WrittenTimeText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import type { TraceGraph, TraceLink } from "../model/graph.ts";
import { COLUMNS, csvRow, sortedLinks, type Order } from "../model/rows.ts";
import { EventLinks } from "./EventLinks.tsx";
import { ProofMarks } from "./ProofMarks.tsx";

/** Rows that are drawn at once; thousands would make the page slow. */
const ROWS = 100;

interface TraceTableProps {
  graph: TraceGraph;
  onSelect: (subject: string) => void;
  className: string;
}

/** The graph as a table, link by link, and as a file. */
export function TraceTable({ graph, onSelect, className }: TraceTableProps) {
  const t = useText();
  const [order, setOrder] = useState<Order>({ column: "since", isDown: false });
  const [shown, setShown] = useState(ROWS);
  const links = useMemo(() => sortedLinks(graph.links, order), [graph.links, order]);
  const nameOf = useCallback((subject: string) => graph.names.get(gtinOf(subject) ?? ""), [graph.names]);
  const columns = [...COLUMNS, "statements", "from-product", "to-product"] as const;
  return (
    <Section
      id="links"
      className={className}
      title={<T id="trace.table" />}
      intro={<T id="trace.table.count" values={{ links: links.length, nodes: graph.nodes.size }} />}
    >
      <Table caption={t("trace.table")} hideCaption>
        <thead>
          <tr>
            {COLUMNS.map((column) => {
              const isSorted = order.column === column;
              const Icon = order.isDown ? ArrowDown : ArrowUp;
              return (
                <Th key={column} aria-sort={isSorted ? (order.isDown ? "descending" : "ascending") : "none"}>
                  <button
                    type="button"
                    className="inline-flex min-h-6 items-center gap-1"
                    onClick={() => setOrder({ column, isDown: isSorted && !order.isDown })}
                  >
                    {t(`trace.column.${column}`)}
                    {isSorted && <Icon aria-hidden className="size-4" />}
                  </button>
                </Th>
              );
            })}
            <Th>{t("trace.column.statements")}</Th>
          </tr>
        </thead>
        <tbody>
          {links.slice(0, shown).map((link) => (
            <LinkRow key={link.key} link={link} nameOf={nameOf} onSelect={onSelect} />
          ))}
        </tbody>
      </Table>
      {links.length > shown && (
        <Button size="small" className="mt-3 mr-3" onClick={() => setShown(shown + ROWS)}>
          <T id="trace.table.more" values={{ count: links.length - shown }} />
        </Button>
      )}
      <SaveCsv
        name="trace"
        heads={columns.map((column) => t(`trace.column.${column}`))}
        rows={() => links.map((link) => csvRow(link, nameOf))}
      />
    </Section>
  );
}

/** What a lot or serial is: lots of different products often have the same number. */
function Product({ subject, name }: { subject: string; name: string | undefined }) {
  const gtin = gtinOf(subject);
  return (
    gtin !== null && (
      <span className="block text-muted">
        {name !== undefined && <span className="block">{name}</span>}
        <span className="tabular-nums">{gtin}</span>
      </span>
    )
  );
}

interface LinkRowProps {
  link: TraceLink;
  nameOf: (subject: string) => string | undefined;
  onSelect: (subject: string) => void;
}

function LinkRow({ link, nameOf, onSelect }: LinkRowProps) {
  const label = useSubjectLabel();
  return (
    <tr>
      {(["from", "to"] as const).map((end) => (
        <Td key={end} className="min-w-36">
          <button type="button" className="link min-h-6 text-left" title={link[end]} onClick={() => onSelect(link[end])}>
            {label(link[end])}
          </button>
          <Product subject={link[end]} name={nameOf(link[end])} />
        </Td>
      ))}
      <Td className="whitespace-nowrap">
        <T id={`trace.kind.${link.kind}`} />
      </Td>
      {(["since", "until"] as const).map((end) => {
        const time = link[end];
        return (
          <Td key={end} className="min-w-32">
            {time === null ? <T id={`trace.${end}.unknown`} /> : <WrittenTimeText time={time} />}
          </Td>
        );
      })}
      <Td className="min-w-40">
        <ProofMarks proofs={link.proofs} />
      </Td>
      <Td>
        <EventLinks statements={link.statements} />
      </Td>
    </tr>
  );
}
