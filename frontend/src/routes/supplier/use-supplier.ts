import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useActor } from "../../lib/api/use-actor.ts";
import { useConfig } from "../../lib/api/use-config.ts";
import { useSigner } from "../../lib/signing/signer.ts";

/** Who reports, and for which chain. The shell draws its pages only once the configuration is there. */
export function useSupplier() {
  const config = useConfig().data as PublicConfig;
  const { account, openConnectDialog } = useSigner();
  const actor = useActor(account).data;
  const chain = { chainId: config.chain.id, supplyChain: config.contracts.supplyChain as Address };
  return { config, chain, account, actor, gln: actor?.party.gln ?? null, openConnectDialog };
}
