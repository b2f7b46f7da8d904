import type { AccessHolder, AccessRole, AccessTable } from "@waybill/protocol/access/access-table";
import { NamedAccounts } from "./NamedAccount.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
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
      <CardTable
        caption={t("console.access.roles")}
        rows={rows}
        keyOf={({ role, holder }) => `${role.id} ${holder?.account ?? ""}`}
        columns={[
          { head: t("console.access.role"), cell: ({ role }) => roleName(table, role.id), className: "font-semibold whitespace-nowrap" },
          { head: t("console.access.holder"), cell: ({ holder }) => <NamedAccounts accounts={holder === null ? [] : [holder.account]} /> },
          {
            head: t("console.access.since"),
            cell: ({ holder }) => (holder === null ? "–" : <Since holder={holder} now={table.now} />),
            className: "whitespace-nowrap",
          },
          {
            head: t("console.access.delay"),
            cell: ({ holder }) => (holder === null ? "–" : <Delay seconds={holder.delaySeconds} />),
            className: "whitespace-nowrap",
          },
          { head: t("console.access.admin"), cell: ({ role }) => roleName(table, role.admin), className: "whitespace-nowrap" },
          { head: t("console.access.guardian"), cell: ({ role }) => roleName(table, role.guardian), className: "whitespace-nowrap" },
        ]}
      />
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

function Since({ holder, now }: { holder: AccessHolder; now: number }) {
  return (
    <>
      <InstantText time={holder.since} />
      {holder.since > now && (
        <StatusMark tone="pending" plain className="ml-2">
          <T id="console.access.not-yet" />
        </StatusMark>
      )}
    </>
  );
}
