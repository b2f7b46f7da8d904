import type { OperationAct } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useConsole } from "../../../entities/console/console.ts";
import type { ListAct } from "../../../entities/list/definition.ts";
import { Facts } from "../../../ui/Card.tsx";
import { Rehearsed } from "../wallet/Rehearsed.tsx";
import { useWalletActs, WalletReach } from "../wallet/use-wallet-acts.tsx";
import { operationCall } from "./operation-calls.ts";
import { OperationReach } from "./OperationReach.tsx";
import { BY_WALLET, type OperationRow } from "./operations-list.tsx";

/** Does several calls that were announced, or calls them off, by the admin's own wallet. */
export function useOperationActs(): ListAct<OperationRow>[] {
  const { config } = useConsole();
  const { wallet, request, send, parts } = useWalletActs();
  const to = config.contracts.accessManager as Address;
  return BY_WALLET.map(({ id: kind, ...words }) => ({
    ...parts,
    ...{ id: kind, ...words },
    appliesTo: ({ isReady }) => kind === "cancel" || isReady,
    reach: (rows) => (
      <WalletReach>
        <ul className="space-y-4">
          {rows.map(({ operation, text }) => {
            const call = operationCall(kind, operation);
            return (
              <li key={operation.id} className="space-y-2">
                <p className="font-mono text-xs break-all">{text}</p>
                <Facts>
                  <OperationReach kind={kind} operation={operation} />
                </Facts>
                {wallet !== null && (
                  <Rehearsed
                    wallet={wallet}
                    request={request}
                    name={call.data}
                    way={() => Promise.resolve({ to, call, delaySeconds: 0 })}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </WalletReach>
    ),
    perform: ({ operation }, _, key) =>
      send(
        {
          note: { path: `/api/installation/operations/${operation.id}/chain-acts`, body: { act: kind } satisfies OperationAct },
          ...{ to, call: operationCall(kind, operation) },
        },
        key,
      ),
  }));
}
