import { useQuery } from "@tanstack/react-query";
import { BlockChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { PageTitle } from "../../../entities/Fetched.tsx";
import { Milestones } from "../../../entities/Milestones.tsx";
import { standOfMilestone } from "../../../entities/stand-of-milestone.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { requestTo } from "../../../lib/node-request.ts";
import { Callout } from "../../../ui/Callout.tsx";
import { Card, Fact, Facts } from "../../../ui/Card.tsx";
import { readTransaction, type TransactionState } from "./ask-node.ts";

const POLL_MS = 3_000;
const STEPS = ["pending", "included", "final"] as const;

/** What a wallet can send about grams. */
export type SentKind = "transfer" | "cancel" | "surrender";

/** A transaction about grams that a wallet sent, as the node tells of it. */
export function TransactionPage({ kind, hash, rpcUrl }: { kind: SentKind; hash: string; rpcUrl: string }) {
  const t = useText();
  const { data, error } = useQuery({
    queryKey: ["sent", hash, rpcUrl],
    queryFn: () => readTransaction(requestTo(rpcUrl), hash),
    refetchInterval: ({ state }) => (state.data?.state === "final" || state.data?.state === "refused" ? false : POLL_MS),
  });
  const state = data?.state ?? "pending";
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        eyebrow={
          <a className="link" href="/supplier/grams">
            {t("grams.title")}
          </a>
        }
        title={t(`sent.${kind}`)}
      />
      <div className="space-y-8" data-testid="sent" data-state={state}>
        {error !== null && (
          <Callout tone="unknown" live title={<T id="send.node" />}>
            <p className="break-words">{error.message}</p>
          </Callout>
        )}
        {state === "refused" && (
          <Callout tone="failed" live title={<T id="send.refused" />}>
            <T id={`sent.refused.${kind}`} />
          </Callout>
        )}
        <Card>
          <Milestones
            milestones={STEPS.map((key, index) => ({ key, label: <T id={`send.step.${key}`} />, state: standOf(state, index) }))}
          />
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
    </div>
  );
}

/** What the contract refused broke off at its block. */
function standOf(state: TransactionState["state"], index: number) {
  const isRefused = state === "refused";
  return standOfMilestone(index, isRefused ? 1 : STEPS.indexOf(state) + 1, isRefused);
}
