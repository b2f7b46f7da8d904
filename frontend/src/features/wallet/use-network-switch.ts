import { useCallback, useMemo } from "react";
import { useSwitchChain } from "wagmi";
import { signingFailureOf } from "./model/signing-failure.ts";

/** Asks the wallet to move to our chain; wallets that do not know it are asked to add it first (EIP-3085, EIP-3326). */
export function useNetworkSwitch(chainId: number) {
  const { mutate, isPending, error } = useSwitchChain();
  const switchNetwork = useCallback(() => mutate({ chainId }), [mutate, chainId]);
  const switchFailure = error === null ? null : signingFailureOf(error);
  return useMemo(() => ({ switchNetwork, isSwitching: isPending, switchFailure }), [switchNetwork, isPending, switchFailure]);
}
