import { stateOfOperation, type AccessOperation, type AccessTable } from "@waybill/protocol/access/access-table";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { SendReview } from "../../../entities/sending/SendReview.tsx";
import { SentTransaction } from "../../../entities/sending/SentTransaction.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { nodeOf } from "../../../lib/node-address.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { callText, contractAt } from "./names.ts";
import { OperationsTable } from "./OperationsTable.tsx";
import { operationCall } from "./operation-calls.ts";

/** What was announced and waits, and the way to do it or to call it off by a wallet that may. */
export function Operations({ table, onChanged }: { table: AccessTable; onChanged: () => void }) {
  const { me, config } = useConsole();
  const { account } = useSigner();
  const [act, setAct] = useState<{ kind: "execute" | "cancel"; operation: AccessOperation } | null>(null);
  const [sent, setSent] = useState<string | null>(null);
  const rpcUrl = nodeOf(config);
  const leave = () => {
    setAct(null);
    setSent(null);
  };
  if (sent !== null)
    return (
      <div className="space-y-6">
        <SentTransaction hash={sent} rpcUrl={rpcUrl} refused={<T id="console.chain.refused" />} onIncluded={onChanged} />
        <Button onClick={leave}>
          <T id="list.act.close" />
        </Button>
      </div>
    );
  if (act !== null && account !== null) {
    const { target, data } = act.operation;
    return (
      <SendReview
        call={operationCall(act.kind, act.operation)}
        from={account}
        to={config.contracts.accessManager as Address}
        rpcUrl={rpcUrl}
        sentence={<T id={`console.access.sentence.${act.kind}`} values={{ call: callText(contractAt(config, target), data) }} />}
        facts={null}
        onBack={leave}
        onSent={setSent}
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
