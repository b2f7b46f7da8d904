import type { AccessHolder, AccessRole, AccessTable } from "@waybill/protocol/access/access-table";
import { NamedAccount } from "./NamedAccount.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { Delay } from "./Delay.tsx";
import { roleName } from "./names.ts";

/** Each role with those who hold it, who gives it, and who may stop what its holders announced. */
export function RolesTable({ table }: { table: AccessTable }) {
  const t = useText();
  const rows = table.roles.flatMap((role): { role: AccessRole; holder: AccessHolder | null }[] =>
    role.holders.length === 0 ? [{ role, holder: null }] : role.holders.map((holder) => ({ role, holder })),
  );
  return (
    <>
      <Table caption={t("console.access.roles")} hideCaption>
        <thead>
          <tr>
            {(["role", "holder", "since", "delay", "admin", "guardian"] as const).map((column) => (
              <Th key={column}>
                <T id={`console.access.${column}`} />
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ role, holder }) => (
            <tr key={`${role.id} ${holder?.account ?? ""}`}>
              <Td className="font-semibold whitespace-nowrap">{roleName(table, role.id)}</Td>
              <Td>{holder === null ? <T id="console.access.nobody" /> : <NamedAccount account={holder.account} />}</Td>
              <Td className="whitespace-nowrap">
                {holder !== null && (
                  <>
                    <InstantText time={holder.since} />
                    {holder.since > table.now && (
                      <StatusMark tone="pending" plain className="ml-2">
                        <T id="console.access.not-yet" />
                      </StatusMark>
                    )}
                  </>
                )}
              </Td>
              <Td className="whitespace-nowrap">{holder !== null && <Delay seconds={holder.delaySeconds} />}</Td>
              <Td className="whitespace-nowrap">{roleName(table, role.admin)}</Td>
              <Td className="whitespace-nowrap">{roleName(table, role.guardian)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv
        name="access-roles"
        heads={["role", "id", "account", "since", "delay seconds", "admin", "guardian"]}
        rows={() =>
          rows.map(({ role, holder }) => [
            ...[roleName(table, role.id), role.id, holder?.account ?? null, holder?.since ?? null, holder?.delaySeconds ?? null],
            ...[role.admin, role.guardian],
          ])
        }
      />
    </>
  );
}
