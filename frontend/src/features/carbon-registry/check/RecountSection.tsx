import { useQuery } from "@tanstack/react-query";
import { deployments } from "@waybill/protocol/abi/deployments";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { requestTo } from "../../../lib/node-request.ts";
import { Callout } from "../../../ui/Callout.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { compareWithNode } from "./compare.ts";
import { NodeForm } from "./NodeForm.tsx";
import { RecountOutcome } from "./RecountOutcome.tsx";

/** Adds up all grams in the reader's browser, from the logs that the reader's own node tells, and again with each change. */
export function RecountSection({ config }: { config: PublicConfig }) {
  const [rpcUrl, setRpcUrl] = useState<string | null>(null);
  const token = tokenOf(config);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: keys.recount(rpcUrl),
    queryFn: () =>
      compareWithNode(requestTo(rpcUrl ?? ""), {
        chainId: config.chain.id,
        token: token as Address,
        fromBlock: config.contracts.fromBlock,
      }),
    enabled: rpcUrl !== null && token !== undefined,
    retry: false,
  });
  if (token === undefined) return null;
  const start = (asked: string) => {
    if (asked === rpcUrl) void refetch();
    else setRpcUrl(asked);
  };
  return (
    <Section id="recount" title={<T id="carbon.recount" />} intro={<T id="carbon.recount.intro" />}>
      <NodeForm
        initial={new URL(config.chain.rpcUrl, location.href).href}
        token={token}
        busy={isFetching}
        again={rpcUrl !== null}
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

/** The published token of a chain, as shipped with this page; in development, where everybody deploys their own, the one that the service names. */
function tokenOf({ mode, chain, contracts }: PublicConfig): string | undefined {
  const published = Object.hasOwn(deployments, chain.id)
    ? deployments[chain.id as unknown as keyof typeof deployments].carbonToken
    : undefined;
  return mode === "development" ? contracts.carbonToken : (published ?? contracts.carbonToken);
}
