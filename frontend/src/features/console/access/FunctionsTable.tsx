import type { AccessTable } from "@waybill/protocol/access/access-table";
import { useConsole } from "../../../entities/console/console.ts";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { NamedAccounts } from "./NamedAccount.tsx";
import { contractAt, functionName, roleName } from "./names.ts";

/** Each restricted function with its role, and who can call it now. */
export function FunctionsTable({ table }: { table: AccessTable }) {
  const t = useText();
  const { config } = useConsole();
  const rows = table.functions.map(({ target, selector, role }) => {
    const contract = contractAt(config, target);
    const holders = table.roles.find(({ id }) => id === role)?.holders.filter(({ since }) => since <= table.now) ?? [];
    return {
      contract: contract?.name ?? target,
      name: functionName(contract, selector),
      role,
      holders,
      isClosed: table.closed.includes(target),
    };
  });
  return (
    <>
      <CardTable
        caption={t("console.access.functions")}
        rows={rows}
        keyOf={({ contract, name }) => `${contract} ${name}`}
        columns={[
          {
            head: t("console.access.contract"),
            cell: ({ contract, isClosed }) => (
              <>
                {contract}
                {isClosed && (
                  <StatusMark tone="failed" plain className="ml-2">
                    <T id="console.access.closed" />
                  </StatusMark>
                )}
              </>
            ),
            className: "whitespace-nowrap",
          },
          { head: t("console.access.function"), cell: ({ name }) => name, className: "font-mono whitespace-nowrap" },
          { head: t("console.access.role"), cell: ({ role }) => roleName(table, role), className: "whitespace-nowrap" },
          { head: t("console.access.who"), cell: ({ holders }) => <NamedAccounts accounts={holders.map(({ account }) => account)} /> },
        ]}
      />
      <SaveCsv
        name="access-functions"
        heads={["contract", "function", "role", "accounts"]}
        rows={() =>
          rows.map(({ contract, name, role, holders }) => [contract, name, role, holders.map(({ account }) => account).join(" ")])
        }
      />
    </>
  );
}
