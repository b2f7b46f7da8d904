import type { AccessTable } from "@waybill/protocol/access/access-table";
import { useConsole } from "../../../entities/console/console.ts";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { NamedAccount } from "./NamedAccount.tsx";
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
      <Table caption={t("console.access.functions")} hideCaption>
        <thead>
          <tr>
            {(["contract", "function", "role", "who"] as const).map((column) => (
              <Th key={column}>
                <T id={`console.access.${column}`} />
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ contract, name, role, holders, isClosed }) => (
            <tr key={`${contract} ${name}`}>
              <Td className="whitespace-nowrap">
                {contract}
                {isClosed && (
                  <StatusMark tone="failed" plain className="ml-2">
                    <T id="console.access.closed" />
                  </StatusMark>
                )}
              </Td>
              <Td className="font-mono whitespace-nowrap">{name}</Td>
              <Td className="whitespace-nowrap">{roleName(table, role)}</Td>
              <Td>
                <span className="flex flex-wrap gap-2">
                  {holders.length === 0 ? (
                    <T id="console.access.nobody" />
                  ) : (
                    holders.map(({ account }) => <NamedAccount key={account} account={account} />)
                  )}
                </span>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
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
