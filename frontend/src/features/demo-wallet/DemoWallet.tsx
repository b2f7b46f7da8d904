import { demoWallet } from "@waybill/protocol/schemas/api/identity";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { createPublicClient, http } from "viem";
import { z } from "zod";
import { nodeOf } from "../../lib/node-address.ts";
import { getKept } from "../../lib/offline/kept-answers.ts";
import { shelf } from "../../lib/storage.ts";
import { useText } from "../../lib/i18n/text.tsx";
import { announceProvider } from "./announce-provider.ts";
import { createAskStore } from "./ask-store.ts";
import { createDemoProvider } from "./create-demo-provider.ts";
import { DemoWalletSheet } from "./DemoWalletSheet.tsx";

/** Announces the demonstration wallet beside all others, and draws its questions. Used only where demonstrations are on. */
export function DemoWallet({ config }: { config: PublicConfig }) {
  const text = useText();
  const [asks] = useState(createAskStore);
  const question = useSyncExternalStore(asks.subscribe, asks.current);
  const { data: wallets } = useQuery({
    queryKey: ["demo-wallets"],
    queryFn: ({ signal }) => getKept("/api/demo/wallets", z.array(demoWallet), signal),
    staleTime: Infinity,
  });
  const name = text("demo.name");

  useEffect(() => {
    if (wallets === undefined || wallets.length === 0) return;
    const node = createPublicClient({ transport: http(nodeOf(config)) });
    const provider = createDemoProvider({
      chainId: config.chain.id,
      wallets,
      asks,
      storage: shelf,
      forward: (request) => node.request(request as Parameters<typeof node.request>[0]),
    });
    return announceProvider(provider, name);
  }, [wallets, config, asks, name]);

  return <DemoWalletSheet question={question} wallets={wallets ?? []} onAnswer={asks.answer} onRefuse={asks.refuse} />;
}
