import type { AccessTable } from "@waybill/protocol/access/access-table";
import type { AccessRoleAct } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useConsole } from "../../../entities/console/console.ts";
import type { ListAct } from "../../../entities/list/definition.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { scheduleCall } from "../organisations/use-way.ts";
import { Rehearsed, type Sending } from "../wallet/Rehearsed.tsx";
import { useWalletActs, WalletReach } from "../wallet/use-wallet-acts.tsx";
import { TAKE, type HolderRow } from "./holders-list.tsx";
import { NamedAccount } from "./NamedAccount.tsx";
import { roleCall } from "./role-calls.ts";

/** Takes several roles from those who hold them, by the admin's own wallet. */
export function useHolderActs(table: AccessTable): ListAct<HolderRow>[] {
  const { config } = useConsole();
  const { wallet, request, send, parts } = useWalletActs();
  const manager = config.contracts.accessManager as Address;
  /** At once, or announced where the wallet has a delay. */
  const sendingOf = (role: string, account: string): Sending => {
    const admin = table.roles.find(({ id }) => id === role)?.admin;
    const delaySeconds = table.roles.find(({ id }) => id === admin)?.holders.find((one) => one.account === wallet)?.delaySeconds ?? 0;
    const call = roleCall({ kind: "revoke", role, account: account as Address, delaySeconds: 0 });
    return { to: manager, call: delaySeconds > 0 ? scheduleCall(manager, call.data) : call, delaySeconds };
  };
  return [
    {
      ...parts,
      ...TAKE,
      appliesTo: ({ holder }) => holder !== null,
      reach: (rows) => (
        <WalletReach>
          <ul className="list-disc space-y-2 pl-5">
            {rows.map(({ role, holder }) => {
              if (holder === null) return null;
              const all = table.roles.find(({ id }) => id === role.id)?.holders ?? [];
              const taken = rows.filter((row) => row.role.id === role.id).length;
              const sending = sendingOf(role.id, holder.account);
              return (
                <li key={`${role.id} ${holder.account}`}>
                  <span className="font-semibold">{role.name}</span> <NamedAccount account={holder.account} />
                  <p>
                    <T id="console.access.reach.revoke" values={{ others: all.length - taken }} />
                  </p>
                  {wallet !== null && (
                    <Rehearsed wallet={wallet} request={request} name={sending.call.data} way={() => Promise.resolve(sending)} />
                  )}
                </li>
              );
            })}
          </ul>
        </WalletReach>
      ),
      async perform({ role, holder }, _, key) {
        if (holder === null) return;
        const body = { act: "revoke", account: holder.account as Address } satisfies AccessRoleAct;
        const { to, call } = sendingOf(role.id, holder.account);
        await send({ note: { path: `/api/installation/access-roles/${role.id}/chain-acts`, body }, to, call }, key);
      },
    },
  ];
}
