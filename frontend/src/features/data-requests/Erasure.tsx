import type { PersonReach } from "@waybill/protocol/schemas/api/privacy";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";

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
    <Table caption={t("operations.person.tables")} hideCaption>
      <thead>
        <tr>
          <Th>{t("operations.retention.table")}</Th>
          <Th>{t("operations.person.rows")}</Th>
          <Th>{t("operations.person.becomes")}</Th>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ table, rows, stays }) => (
          <tr key={table}>
            <Td className="font-mono text-sm">{table}</Td>
            <Td className="tabular-nums">{rows}</Td>
            <Td className="min-w-40">
              {stays === null ? <T id="operations.person.goes" /> : <T id="operations.person.stays" values={{ why: stays }} />}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
