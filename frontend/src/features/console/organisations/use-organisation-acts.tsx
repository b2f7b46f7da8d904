import type { ChainAct, InstallationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { ROLE, type RoleName } from "@waybill/protocol/typed-data/roles";
import { useConsole } from "../../../entities/console/console.ts";
import type { ListAct } from "../../../entities/list/definition.ts";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Rehearsed } from "../wallet/Rehearsed.tsx";
import { useWalletActs, WalletReach } from "../wallet/use-wallet-acts.tsx";
import { registerCall, revokeCall } from "./calls.ts";
import { BY_WALLET } from "./organisations-list.tsx";
import { askWay } from "./use-way.ts";

type View = InstallationOrganisationView;

const accountOf = ({ organisation }: View) => organisation.account as Address;
const maskOf = ({ rolesAsked }: View) => (rolesAsked as RoleName[]).reduce((sum, role) => sum | ROLE[role], 0);

/** Registers several accounts on chain as they asked for, or revokes them, by the admin's own wallet. */
export function useOrganisationActs(): ListAct<View>[] {
  const { config } = useConsole();
  const { wallet, request, send, parts } = useWalletActs();
  const list = (views: readonly View[], callOf: (view: View) => ContractCall) => (
    <ul className="list-disc space-y-2 pl-5">
      {views.map((view) => {
        const { organisation, rolesAsked, roles } = view;
        const call = callOf(view);
        return (
          <li key={organisation.account}>
            <span className="break-all">{organisation.name ?? organisation.account}</span>{" "}
            <span className="text-muted">({(roles.length > 0 ? roles : rolesAsked).join(", ")})</span>
            {wallet !== null && (
              <div>
                <Rehearsed wallet={wallet} request={request} name={call.data} way={() => askWay(config, wallet, call)} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
  const perform = (actOf: (view: View) => ChainAct, callOf: (view: View) => ContractCall) => async (view: View, _: string, key: string) => {
    if (wallet === null) return;
    const { to, call } = await askWay(config, wallet, callOf(view));
    await send({ note: { path: `/api/installation/organisations/${accountOf(view)}/chain-acts`, body: actOf(view) }, to, call }, key);
  };
  const registering = (view: View) => registerCall(accountOf(view), maskOf(view), view.profileHash);
  const revoking = (view: View) => revokeCall(accountOf(view));
  return [
    {
      ...parts,
      ...BY_WALLET.register,
      appliesTo: (view) => view.state === "pending" && maskOf(view) > 0,
      reach: (views) => <WalletReach>{list(views, registering)}</WalletReach>,
      perform: perform((view) => ({ act: "register", roles: maskOf(view) }), registering),
    },
    {
      ...parts,
      ...BY_WALLET.revoke,
      appliesTo: ({ state }) => state === "registered",
      reach: (views) => (
        <WalletReach>
          <p>
            <T id="console.organisations.reach" values={sumOf(views)} />
          </p>
          {list(views, revoking)}
        </WalletReach>
      ),
      perform: perform(() => ({ act: "revoke" }), revoking),
    },
  ];
}

function sumOf(views: readonly View[]) {
  const sum = (one: "people" | "keys" | "sessions") => views.reduce((total, view) => total + view[one], 0);
  return { people: sum("people"), keys: sum("keys"), sessions: sum("sessions") };
}
