import type { AccessTable } from "@waybill/protocol/access/access-table";
import type { AccessRoleAct } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Fact } from "../../../ui/Card.tsx";
import { NotedSend } from "../NotedSend.tsx";
import { AnnouncedFact } from "../organisations/AnnouncedFact.tsx";
import { scheduleCall } from "../organisations/use-way.ts";
import { roleName } from "./names.ts";
import { roleCall, type RoleChange } from "./role-calls.ts";
import { RoleForm } from "./RoleForm.tsx";
import { RoleReach } from "./RoleReach.tsx";

/** Gives a role on chain or takes it away, by the admin's own wallet: at once, or announced where the wallet has a delay. */
export function RoleActs({ table, onChanged }: { table: AccessTable; onChanged: () => void }) {
  const { config } = useConsole();
  const { account: wallet } = useSigner();
  const [change, setChange] = useState<RoleChange | null>(null);
  const leave = () => setChange(null);
  if (change === null) return <RoleForm table={table} onAsk={setChange} />;
  if (wallet === null)
    return (
      <SigningActions label={<T id="send.go" />} onSign={() => undefined}>
        <Button look="quiet" onClick={leave}>
          <T id="compose.back" />
        </Button>
      </SigningActions>
    );
  const { kind, role, account } = change;
  const manager = config.contracts.accessManager as Address;
  const admin = table.roles.find(({ id }) => id === role)?.admin ?? "0";
  const giver = table.roles.find(({ id }) => id === admin)?.holders.find((holder) => holder.account === wallet);
  const [call, delaySeconds] = [roleCall(change), giver?.delaySeconds ?? 0];
  return (
    <NotedSend
      note={{ path: `/api/installation/access-roles/${role}/chain-acts`, body: { act: kind, account } satisfies AccessRoleAct }}
      call={delaySeconds > 0 ? scheduleCall(manager, call.data) : call}
      from={wallet}
      to={manager}
      sentence={<T id={`console.access.sentence.${kind}`} values={{ account, role: roleName(table, role) }} />}
      facts={
        <>
          <RoleReach table={table} change={change} />
          <Fact name={<T id="console.access.admin" />}>
            <T id="console.access.giver" values={{ role: roleName(table, admin), has: giver === undefined ? "no" : "yes" }} />
          </Fact>
          <AnnouncedFact delaySeconds={delaySeconds} />
        </>
      }
      isDangerous
      onIncluded={onChanged}
      onLeave={leave}
    />
  );
}
