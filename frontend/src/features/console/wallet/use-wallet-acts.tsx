import { callHashOf } from "@waybill/protocol/access/call-hash";
import { chainNote } from "@waybill/protocol/schemas/api/chain-acts";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { ReactNode } from "react";
import { z } from "zod";
import { useConsole } from "../../../entities/console/console.ts";
import { StoppedHere, type ListAct } from "../../../entities/list/definition.ts";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";
import { estimateFee, readTransaction } from "../../../entities/sending/ask-node.ts";
import { SigningActions, WalletAsks } from "../../../entities/signing/SigningActions.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { nodeOf } from "../../../lib/node-address.ts";
import { requestTo } from "../../../lib/node-request.ts";
import { sendOwn } from "../../../lib/session/session.ts";
import { useSigner } from "../../../lib/signing/signer.ts";

/** A transaction by the admin's own wallet, and what is noted of it before. */
export interface WalletAct {
  /** Where it is noted, and what; see the route. */
  note: { path: string; body: object };
  call: ContractCall;
  to: Address;
}

const POLL_MILLISECONDS = 2_000;
/** Then it is left to the chain, and said so. */
const PATIENCE_MILLISECONDS = 5 * 60_000;

/**
 * What acts need that the admin's own wallet does to many: each is gone through by the node, noted here, sent, and waited for until it is in a block,
 * one after the other.
 */
export function useWalletActs() {
  const t = useText();
  const { config } = useConsole();
  const { account: wallet, status, sendTransaction } = useSigner();
  const request = requestTo(nodeOf(config));

  /** @param key of the note: it is made once */
  async function send({ note, call, to }: WalletAct, key: string): Promise<void> {
    if (wallet === null) throw new StoppedHere(t("console.wallet.said-no"));
    await estimateFee(request, { from: wallet, to, data: call.data });
    const body = { ...note.body, wallet, call: callHashOf({ to, data: call.data }) };
    const { id } = await sendOwn(note.path, chainNote, { body, idempotencyKey: key });
    if (id === null) throw new Error(t("console.chain.proposed.text"));
    const hash = await sendTransaction({ to, data: call.data });
    if (hash === null) throw new StoppedHere(t("console.wallet.said-no"));
    // The note is found by wallet and call as well: a failure here is no reason to hold anything up.
    const naming = { method: "PUT", body: { hash } } as const;
    void sendOwn(`/api/installation/chain-notes/${id}/transaction`, z.undefined(), naming).catch(() => undefined);
    await included(hash);
  }

  async function included(hash: string): Promise<void> {
    const until = Date.now() + PATIENCE_MILLISECONDS;
    while (Date.now() < until) {
      // A node that is silent for a moment says nothing about what was sent.
      const { state } = await readTransaction(request, hash).catch(() => ({ state: "pending" }));
      if (state === "refused") throw new Error(t("console.wallet.refused"));
      if (state !== "pending") return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
    throw new Error(t("console.wallet.unseen"));
  }

  /** The members of an act that a wallet does. */
  const parts: Pick<ListAct<never>, "before" | "meanwhile"> = {
    before: status === "ready" && wallet !== null ? undefined : <SigningActions label={null} onSign={() => undefined} />,
    meanwhile: <WalletAsks />,
  };
  return { wallet, request, send, parts };
}

/** What is to be known of all of them: whom it strikes, and that the wallet asks about each. */
export function WalletReach({ children }: { children: ReactNode }) {
  return (
    <div className="space-y-3">
      {children}
      <p className="text-muted">
        <T id="console.wallet.many" />
      </p>
    </div>
  );
}
