import { RpcError } from "@waybill/protocol/verify/rpc/json-rpc";
import { T } from "../../lib/i18n/text.tsx";
import { revertDataOf } from "../../lib/signing/revert-data.ts";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";
import { ContractRefusal } from "../signing/ContractRefusal.tsx";

/** How an act went with one item. `untried`: it was broken off before, or nobody proved who it is. */
export interface ItemResult {
  name: string;
  state: "waits" | "runs" | "done" | "failed" | "untried";
  /** Why, of what failed. */
  error?: unknown;
}

const TONE: Readonly<Record<ItemResult["state"], Tone>> = {
  waits: "neutral",
  runs: "pending",
  done: "passed",
  failed: "failed",
  untried: "unknown",
};

/** Each item with what became of it, and why. */
export function Results({ results }: { results: readonly ItemResult[] }) {
  return (
    <ul className="max-h-96 space-y-2 overflow-y-auto" tabIndex={0} data-testid="results">
      {results.map(({ name, state, error }, index) => (
        <li key={index} className="flex flex-wrap items-center gap-x-3 gap-y-0.5" data-state={state}>
          <StatusMark tone={TONE[state]} plain>
            <T id={`list.act.item.${state}`} />
          </StatusMark>
          <span className="break-all">{name}</span>
          {state === "failed" && (
            <div className="basis-full text-muted">
              <Why error={error} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What a contract says by a node is said in words of ours. */
function Why({ error }: { error: unknown }) {
  if (error instanceof RpcError) return <ContractRefusal revert={revertDataOf(error)} otherwise={error.message} />;
  return <p className="break-words">{error instanceof Error ? error.message : String(error)}</p>;
}
