import { AUDIT_ACTIONS } from "@waybill/protocol/audit/actions";
import { auditEntryView, type AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { EntryDetails } from "./EntryDetails.tsx";
import { RowProof } from "./RowCheck.tsx";

const STREAMS = [...new Set(Object.values(AUDIT_ACTIONS))].sort();

/** `noun.verb`, which may be two lines, broken behind the dot alone. */
function Act({ name }: { name: string }) {
  const [noun, verb] = name.split(".");
  return (
    <code className="font-mono text-sm font-semibold [overflow-wrap:normal]">
      {noun}.<wbr />
      {verb}
    </code>
  );
}

export const AUDIT: ListDefinition<AuditEntryView> = {
  name: "audit",
  title: "operations.audit",
  path: "/api/audit",
  item: auditEntryView,
  keyOf: ({ hash }) => hash,
  nameOf: ({ entry }) => `${entry.stream} ${entry.sequence}`,
  columns: [
    {
      id: "row",
      head: "operations.audit.row",
      cell: ({ entry }) => (
        <span className="whitespace-nowrap">
          {entry.stream} <span className="tabular-nums">{entry.sequence}</span>
        </span>
      ),
      csv: ({ entry }) => `${entry.stream} ${entry.sequence}`,
    },
    {
      id: "at",
      head: "operations.audit.at",
      cell: ({ entry }) => (
        <span className="block min-w-28">
          <InstantText time={entry.at} />
        </span>
      ),
      csv: ({ entry }) => entry.at,
    },
    {
      id: "action",
      head: "operations.audit.act",
      cell: ({ entry }) => (
        <>
          <Act name={entry.action} />
          {entry.outcome === "refused" && (
            <span className="block">
              <StatusMark tone="failed" plain>
                <T id="history.refused" />
              </StatusMark>
            </span>
          )}
        </>
      ),
      csv: ({ entry }) => entry.action,
    },
    {
      id: "actor",
      head: "operations.audit.actor",
      cell: ({ entry }) => (
        <span className="block min-w-36 max-w-48">
          {entry.actor !== entry.account && <code className="block font-mono text-sm break-all">{entry.actor}</code>}
          {entry.account !== null && <AccountChip account={entry.account} />}
        </span>
      ),
      csv: ({ entry }) => entry.actor,
    },
    {
      id: "subject",
      head: "operations.audit.subject",
      cell: ({ entry }) => <code className="block min-w-32 max-w-44 font-mono text-sm break-all">{entry.subject ?? "–"}</code>,
      csv: ({ entry }) => entry.subject,
    },
    { id: "proof", head: "operations.audit.proof", cell: (row) => <RowProof row={row} />, csv: ({ hash }) => hash },
  ],
  facets: [
    { kind: "text", name: "actor", label: "operations.audit.actor" },
    { kind: "text", name: "action", label: "operations.audit.act" },
    { kind: "text", name: "subject", label: "operations.audit.subject" },
    { kind: "text", name: "account", label: "operations.audit.account" },
    {
      kind: "choice",
      name: "stream",
      label: "operations.audit.stream",
      options: STREAMS.map((value) => ({ value, label: `operations.stream.${value}` as const })),
    },
    {
      kind: "choice",
      name: "outcome",
      label: "operations.audit.outcome",
      options: (["done", "refused"] as const).map((value) => ({ value, label: `operations.audit.${value}` as const })),
    },
    { kind: "day", name: "from", label: "operations.audit.from" },
    { kind: "day", name: "to", label: "operations.audit.to" },
  ],
  empty: "operations.audit.none",
  details: (row) => <EntryDetails row={row} />,
};
