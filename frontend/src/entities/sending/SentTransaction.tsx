import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, type ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { requestTo } from "../../lib/node-request.ts";
import { Callout } from "../../ui/Callout.tsx";
import { Card, Fact, Facts } from "../../ui/Card.tsx";
import { BlockChip, TransactionChip } from "../ChainChips.tsx";
import { Milestones } from "../Milestones.tsx";
import { standOfMilestone } from "../stand-of-milestone.ts";
import { readTransaction, type TransactionState } from "./ask-node.ts";

const POLL_MS = 3_000;
const STEPS = ["pending", "included", "final"] as const;

interface SentTransactionProps {
  hash: string;
  /** Node that is asked what became of it. */
  rpcUrl: string;
  /** What it means that the contract refused it. */
  refused: ReactNode;
  /** It is in a block. */
  onIncluded?: () => void;
}

/** A transaction that a wallet sent, as the node tells of it, until it is final. */
export function SentTransaction({ hash, rpcUrl, refused, onIncluded }: SentTransactionProps) {
  const { data, error } = useQuery({
    queryKey: ["sent", hash, rpcUrl],
    queryFn: () => readTransaction(requestTo(rpcUrl), hash),
    refetchInterval: ({ state }) => (state.data?.state === "final" || state.data?.state === "refused" ? false : POLL_MS),
  });
  const state = data?.state ?? "pending";
  // Whoever listens may be drawn anew by what it heard, and is not told again for that.
  const tell = useEffectEvent(() => onIncluded?.());
  useEffect(() => {
    if (state === "included" || state === "final") tell();
  }, [state]);
  return (
    <div className="space-y-8" data-testid="sent" data-state={state}>
      {error !== null && (
        <Callout tone="unknown" live title={<T id="send.node" />}>
          <p className="break-words">{error.message}</p>
        </Callout>
      )}
      {state === "refused" && (
        <Callout tone="failed" live title={<T id="send.refused" />}>
          {refused}
        </Callout>
      )}
      <Card>
        <Milestones milestones={STEPS.map((key, index) => ({ key, label: <T id={`send.step.${key}`} />, state: standOf(state, index) }))} />
      </Card>
      <Facts>
        <Fact name={<T id="carbon.transaction" />}>
          <TransactionChip hash={hash} />
        </Fact>
        {data !== undefined && data.state !== "pending" && (
          <Fact name={<T id="carbon.on-chain" />}>
            <BlockChip number={data.blockNumber} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}

/** What the contract refused broke off at its block. */
function standOf(state: TransactionState["state"], index: number) {
  const isRefused = state === "refused";
  return standOfMilestone(index, isRefused ? 1 : STEPS.indexOf(state) + 1, isRefused);
}
