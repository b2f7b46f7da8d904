import { callHashOf } from "@waybill/protocol/access/call-hash";
import { chainNote } from "@waybill/protocol/schemas/api/chain-acts";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { z } from "zod";
import { useConsole } from "../../entities/console/console.ts";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { SendReview, type ContractCall } from "../../entities/sending/SendReview.tsx";
import { SentTransaction } from "../../entities/sending/SentTransaction.tsx";
import { ProveAgain } from "../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../entities/session/use-step-up.ts";
import { T } from "../../lib/i18n/text.tsx";
import { nodeOf } from "../../lib/node-address.ts";
import { sendOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";

interface NotedSendProps {
  /** Where it is noted, and what; see the route. */
  note: { path: string; body: object };
  call: ContractCall;
  from: Address;
  /** The contract. */
  to: Address;
  /** What it means. */
  sentence: ReactNode;
  /** Whom it strikes, and whatever else is to be known before. */
  facts: ReactNode;
  isDangerous: boolean;
  onIncluded: () => void;
  onLeave: () => void;
}

/**
 * A transaction by an admin's own wallet: noted here with wallet and call after a fresh proof, gone through by the node, sent, named in the note, and
 * followed until it is final. Where it takes a second admin, it is proposed instead.
 */
export function NotedSend({ note, from, isDangerous, onIncluded, onLeave, ...review }: NotedSendProps) {
  const { me, chainId, config } = useConsole();
  const { wanted, run } = useStepUp();
  const [sent, setSent] = useState<string | null>(null);
  const rpcUrl = nodeOf(config);
  const sending = { wallet: from, call: callHashOf({ to: review.to, data: review.call.data }) };
  const noting = useMutation({ mutationFn: () => run(() => sendOwn(note.path, chainNote, { body: { ...note.body, ...sending } })) });
  const naming = useMutation({
    mutationFn: ({ id, hash }: { id: string; hash: string }) =>
      sendOwn(`/api/installation/chain-notes/${id}/transaction`, z.undefined(), { method: "PUT", body: { hash } }),
  });
  if (sent !== null)
    return (
      <div className="space-y-6">
        <SentTransaction hash={sent} rpcUrl={rpcUrl} refused={<T id="console.chain.refused" />} onIncluded={onIncluded} />
        <Button onClick={onLeave}>
          <T id="list.act.close" />
        </Button>
      </div>
    );
  const id = noting.data?.id;
  if (id === null)
    return (
      <div className="space-y-6">
        <Callout tone="unknown" title={<T id="console.chain.proposed" />} live>
          <T id="console.chain.proposed.text" />
        </Callout>
        <Button onClick={onLeave}>
          <T id="list.act.close" />
        </Button>
      </div>
    );
  const before = (
    <div className="space-y-4">
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {noting.isError && <LoadFailure error={noting.error} onRetry={noting.reset} />}
      <div className="flex flex-wrap gap-3">
        <Button look={isDangerous ? "danger" : "primary"} busy={noting.isPending} onClick={() => noting.mutate()}>
          <T id="console.chain.note" />
        </Button>
        <Button look="quiet" onClick={onLeave}>
          <T id="compose.back" />
        </Button>
      </div>
    </div>
  );
  function follow(hash: string) {
    setSent(hash);
    // The note is found by wallet and call as well: a failure here is no reason to hold anything up.
    if (id !== undefined && id !== null) naming.mutate({ id, hash });
  }
  return <SendReview {...review} {...{ from, rpcUrl }} before={id === undefined ? before : undefined} onBack={onLeave} onSent={follow} />;
}
