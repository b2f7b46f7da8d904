import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { NodeForm } from "../../../entities/credits/NodeForm.tsx";
import { useChosenNode } from "../../../entities/credits/use-chosen-node.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { nodeOf, nodeOfTab } from "../../../lib/node-address.ts";
import { requestTo } from "../../../lib/node-request.ts";
import { Callout } from "../../../ui/Callout.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { compareWithNode } from "./compare.ts";
import { RecountOutcome } from "./RecountOutcome.tsx";

interface RecountSectionProps {
  config: PublicConfig;
  /** Counts this one alone. */
  batch?: string;
}

/**
 * Adds up all grams in the reader's browser, from the logs that the reader's own node tells, and again with each change. Who has chosen a node
 * in this tab before is not asked again.
 */
export function RecountSection({ config, batch }: RecountSectionProps) {
  const { token, rpcUrl, choose, data, error, isFetching } = useChosenNode({
    ...{ config, initial: nodeOfTab },
    keyOf: (node) => keys.recount(node, batch),
    ask: ({ rpcUrl, ...trusted }) => compareWithNode(requestTo(rpcUrl), { ...trusted, fromBlock: config.contracts.fromBlock }, batch),
  });
  if (token === undefined) return null;
  return (
    <Section
      id="recount"
      title={<T id="carbon.recount" />}
      intro={<T id={batch === undefined ? "carbon.recount.intro" : "carbon.recount.intro.batch"} />}
    >
      <NodeForm
        initial={nodeOf(config)}
        token={token}
        tokenText="carbon.recount.token"
        busy={isFetching}
        action={rpcUrl === null ? "carbon.recount.go" : "carbon.recount.again"}
        onStart={choose}
      />
      <div className="mt-6">
        {isFetching && data === undefined && <Skeleton lines={3} label="" />}
        {error !== null && (
          <Callout tone="unknown" live title={<T id="carbon.recount.unknown" />}>
            <p>{error.message}</p>
          </Callout>
        )}
        {error === null && data === null && <Callout tone="unknown" live title={<T id="carbon.recount.no-block" />} />}
        {error === null && data !== null && data !== undefined && <RecountOutcome comparison={data} />}
      </div>
    </Section>
  );
}
