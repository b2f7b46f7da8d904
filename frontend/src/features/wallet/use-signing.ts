import type { SigningPhase, TypedDataRequest } from "../../lib/signing/signer.ts";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSendTransaction, useSignMessage, useSignTypedData } from "wagmi";
import { revertDataOf } from "../../lib/signing/revert-data.ts";
import { signingFailureOf } from "./model/signing-failure.ts";

/** After this long the wallet's window is probably hidden behind others. */
const SLOW_MS = 12_000;
/** After this long nobody will answer any more; the request may be made again. */
const GIVE_UP_MS = 5 * 60_000;

/** One request for a signature at a time, with its state for the screen. */
export function useSigning({ account, walletName }: { account: `0x${string}` | undefined; walletName: string }) {
  const [phase, setPhase] = useState<SigningPhase>({ kind: "idle" });
  const { mutateAsync: signTypedData } = useSignTypedData();
  const { mutateAsync: signText } = useSignMessage();
  const { mutateAsync: send } = useSendTransaction();
  /** Number of the request that still counts: answers to others are dropped. */
  const current = useRef(0);

  const stop = useCallback((next: SigningPhase) => {
    current.current += 1;
    setPhase(next);
  }, []);

  useEffect(() => {
    if (phase.kind !== "asking") return;
    const slow = setTimeout(() => setPhase((now) => (now.kind === "asking" ? { ...now, slow: true } : now)), SLOW_MS);
    const giveUp = setTimeout(() => stop({ kind: "failed", failure: "no-answer", detail: null, revert: null }), GIVE_UP_MS);
    return () => {
      clearTimeout(slow);
      clearTimeout(giveUp);
    };
    // Not the whole phase: `slow` changes it too, and must not start the clocks again.
  }, [phase.kind, stop]);

  const ask = useCallback(
    async (answer: (account: `0x${string}`) => Promise<`0x${string}`>) => {
      if (account === undefined) return null;
      const request = (current.current += 1);
      setPhase({ kind: "asking", slow: false, walletName });
      try {
        const signature = await answer(account);
        if (request !== current.current) return null;
        setPhase({ kind: "idle" });
        return signature;
      } catch (error) {
        if (request !== current.current) return null;
        setPhase({ kind: "failed", failure: signingFailureOf(error), detail: detailOf(error), revert: revertDataOf(error) });
        return null;
      }
    },
    [account, walletName],
  );

  const sign = useCallback(
    ({ domain, types, primaryType, message }: TypedDataRequest) =>
      ask((account) => signTypedData({ account, domain, types, primaryType, message } as Parameters<typeof signTypedData>[0])),
    [ask, signTypedData],
  );
  const signMessage = useCallback((message: string) => ask((account) => signText({ account, message })), [ask, signText]);

  const sendTransaction = useCallback(
    (request: { to: `0x${string}`; data: `0x${string}` }) => ask((account) => send({ account, ...request })),
    [ask, send],
  );

  const cancel = useCallback(() => stop({ kind: "failed", failure: "cancelled", detail: null, revert: null }), [stop]);
  const reset = useCallback(() => stop({ kind: "idle" }), [stop]);
  return useMemo(
    () => ({ phase, sign, signMessage, sendTransaction, cancel, reset }),
    [phase, sign, signMessage, sendTransaction, cancel, reset],
  );
}

/** The wallet's own words, without a library's wrapping. */
function detailOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  const { details, shortMessage, message } = error as { details?: unknown; shortMessage?: unknown; message?: unknown };
  return [details, shortMessage, message].find((text): text is string => typeof text === "string" && text !== "") ?? null;
}
