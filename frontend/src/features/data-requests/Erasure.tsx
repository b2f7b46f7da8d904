import type { PersonReach } from "@waybill/protocol/schemas/api/privacy";
import { T, useText } from "../../lib/i18n/text.tsx";
import { CardTable } from "../../ui/CardTable.tsx";

/** What an erasure takes away, and what it leaves and why. */
export function Erasure({ reach: { tables, openSessions } }: { reach: PersonReach }) {
  return (
    <div className="space-y-4">
      <p>
        <T id="operations.person.erase.reach" values={{ sessions: openSessions }} />
      </p>
      <KeptRows tables={tables} />
    </div>
  );
}

/** Rows about somebody, table by table, and what becomes of them. */
export function KeptRows({ tables }: Pick<PersonReach, "tables">) {
  const t = useText();
  return (
    <CardTable
      caption={t("operations.person.tables")}
      rows={tables}
      keyOf={({ table }) => table}
      columns={[
        { head: t("operations.retention.table"), cell: ({ table }) => table, className: "font-mono text-sm" },
        { head: t("operations.person.rows"), cell: ({ rows }) => rows, className: "tabular-nums" },
        {
          head: t("operations.person.becomes"),
          cell: ({ stays }) =>
            stays === null ? <T id="operations.person.goes" /> : <T id="operations.person.stays" values={{ why: stays }} />,
          className: "min-w-40",
        },
      ]}
    />
  );
}
