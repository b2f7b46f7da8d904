import { useQuery } from "@tanstack/react-query";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { useState } from "react";
import { NodeForm } from "../../../entities/credits/NodeForm.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { trustedToken } from "../../../lib/carbon-token.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { keepNodeOfTab, nodeOfTab } from "../../../lib/node-address.ts";
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
  const [rpcUrl, setRpcUrl] = useState(nodeOfTab);
  const token = trustedToken(config);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: keys.recount(rpcUrl, batch),
    queryFn: () => {
      if (token === undefined || rpcUrl === null) throw new Error("there is no token to ask about");
      return compareWithNode(requestTo(rpcUrl), { chainId: config.chain.id, token, fromBlock: config.contracts.fromBlock }, batch);
    },
    enabled: rpcUrl !== null && token !== undefined,
    retry: false,
  });
  if (token === undefined) return null;
  const start = (asked: string) => {
    keepNodeOfTab(asked);
    if (asked === rpcUrl) void refetch();
    else setRpcUrl(asked);
  };
  return (
    <Section
      id="recount"
      title={<T id="carbon.recount" />}
      intro={<T id={batch === undefined ? "carbon.recount.intro" : "carbon.recount.intro.batch"} />}
    >
      <NodeForm
        initial={new URL(config.chain.rpcUrl, location.href).href}
        token={token}
        tokenText="carbon.recount.token"
        busy={isFetching}
        action={rpcUrl === null ? "carbon.recount.go" : "carbon.recount.again"}
        onStart={start}
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
