import type { AccessOperation, AccessTable } from "@waybill/protocol/access/access-table";
import type { OperationAct } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import type { Column } from "../../../entities/list/definition.ts";
import { HeldList } from "../../../entities/list/List.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { callText, contractAt } from "./names.ts";
import { NotedSend } from "../NotedSend.tsx";
import { OperationReach } from "./OperationReach.tsx";
import { operationCall } from "./operation-calls.ts";
import { OPERATIONS, operationsOf, type OperationRow } from "./operations-list.tsx";
import { useOperationActs } from "./use-operation-acts.tsx";

type Kind = OperationAct["act"];

/** What was announced and waits, and the way to do it or to call it off by a wallet that may. */
export function Operations({ table, onChanged }: { table: AccessTable; onChanged: () => void }) {
  const { me, config } = useConsole();
  const { account } = useSigner();
  const acts = useOperationActs();
  const [act, setAct] = useState<{ kind: Kind; operation: AccessOperation } | null>(null);
  if (act !== null && account !== null) {
    const { id, target, data } = act.operation;
    return (
      <NotedSend
        note={{ path: `/api/installation/operations/${id}/chain-acts`, body: { act: act.kind } satisfies OperationAct }}
        call={operationCall(act.kind, act.operation)}
        from={account}
        to={config.contracts.accessManager as Address}
        sentence={<T id={`console.access.sentence.${act.kind}`} values={{ call: callText(contractAt(config, target), data) }} />}
        facts={<OperationReach {...act} />}
        isDangerous
        onIncluded={onChanged}
        onLeave={() => setAct(null)}
      />
    );
  }
  const buttons: Column<OperationRow> = {
    id: "act",
    head: "console.access.act",
    cell: ({ operation, isReady }) => (
      <div className="flex flex-wrap gap-2">
        {isReady && (
          <Button size="small" onClick={() => setAct({ kind: "execute", operation })}>
            <T id="console.access.execute" />
          </Button>
        )}
        <Button size="small" look="danger" onClick={() => setAct({ kind: "cancel", operation })}>
          <T id="console.access.cancel" />
        </Button>
      </div>
    ),
    csv: null,
  };
  const mayAct = mayDo(me, "installation:changeActor") && account !== null;
  const columns = mayAct ? [...OPERATIONS.columns, buttons] : OPERATIONS.columns;
  return <HeldList list={{ ...OPERATIONS, columns, acts }} items={operationsOf(table, config)} onChanged={onChanged} />;
}
