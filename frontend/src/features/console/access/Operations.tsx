import { stateOfOperation, type AccessOperation, type AccessTable } from "@waybill/protocol/access/access-table";
import type { OperationAct } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { callText, contractAt } from "./names.ts";
import { NotedSend } from "../NotedSend.tsx";
import { OperationReach } from "./OperationReach.tsx";
import { OperationsTable } from "./OperationsTable.tsx";
import { operationCall } from "./operation-calls.ts";

/** What was announced and waits, and the way to do it or to call it off by a wallet that may. */
export function Operations({ table, onChanged }: { table: AccessTable; onChanged: () => void }) {
  const { me, config } = useConsole();
  const { account } = useSigner();
  const [act, setAct] = useState<{ kind: "execute" | "cancel"; operation: AccessOperation } | null>(null);
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
  const onAct = (kind: "execute" | "cancel") => (operation: AccessOperation) => setAct({ kind, operation });
  const mayAct = mayDo(me, "installation:changeActor") && account !== null;
  const waiting = table.operations.filter((one) => stateOfOperation(one, table.now) !== "expired");
  return waiting.length === 0 ? (
    <p className="text-muted">
      <T id="console.access.operations.none" />
    </p>
  ) : (
    <OperationsTable
      operations={waiting}
      now={table.now}
      onExecute={mayAct ? onAct("execute") : undefined}
      onCancel={mayAct ? onAct("cancel") : undefined}
    />
  );
}
