import { useQuery, type QueryKey } from "@tanstack/react-query";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { trustedToken } from "../../lib/carbon-token.ts";
import { keepNodeOfTab } from "../../lib/node-address.ts";

interface Question<Answer> {
  config: PublicConfig;
  /** The node that is asked without being chosen; null for none before the reader chose. */
  initial: () => string | null;
  keyOf: (rpcUrl: string | null) => QueryKey;
  ask: (node: { rpcUrl: string; chainId: number; token: Address }, run: { signal: AbortSignal }) => Promise<Answer>;
}

/**
 * What a node that the reader chooses answers about the token of grams. Choosing it again asks it again.
 *
 * @returns `token` is undefined where there is none to ask about
 */
export function useChosenNode<Answer>({ config, initial, keyOf, ask }: Question<Answer>) {
  const [rpcUrl, setRpcUrl] = useState(initial);
  const token = trustedToken(config);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: keyOf(rpcUrl),
    queryFn: (run) => {
      if (token === undefined || rpcUrl === null) throw new Error("there is no token to ask about");
      return ask({ rpcUrl, chainId: config.chain.id, token }, run);
    },
    enabled: rpcUrl !== null && token !== undefined,
    retry: false,
  });
  const choose = (chosen: string) => {
    keepNodeOfTab(chosen);
    if (chosen === rpcUrl) void refetch();
    else setRpcUrl(chosen);
  };
  return { token, rpcUrl, choose, data, error, isFetching };
}
