import type { ChainAct } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { z } from "zod";
import { useConsole } from "../../../entities/console/console.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { SendReview, type ContractCall } from "../../../entities/sending/SendReview.tsx";
import { SentTransaction } from "../../../entities/sending/SentTransaction.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { nodeOf } from "../../../lib/node-address.ts";
import { sendOwn } from "../../../lib/session/session.ts";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Fact } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { useWay } from "./use-way.ts";

interface SendActProps {
  act: ChainAct;
  /** Whom it is about. */
  account: Address;
  call: ContractCall;
  /** What it means. */
  sentence: ReactNode;
  facts: ReactNode;
  onIncluded: () => void;
  onLeave: () => void;
}

/** An act on chain by the admin's own wallet: noted here after a fresh proof, gone through by the node, sent, and followed until it is final. */
export function SendAct({ act, account, call, sentence, facts, onIncluded, onLeave }: SendActProps) {
  const t = useText();
  const { me, chainId, config } = useConsole();
  const { account: wallet } = useSigner();
  const { wanted, run } = useStepUp();
  const [sent, setSent] = useState<string | null>(null);
  const rpcUrl = nodeOf(config);
  const noting = useMutation({
    mutationFn: () => run(() => sendOwn(`/api/installation/organisations/${account}/chain-acts`, z.undefined(), { body: act })),
  });
  const way = useWay(config, wallet, call);
  if (sent !== null)
    return (
      <div className="space-y-6">
        <SentTransaction hash={sent} rpcUrl={rpcUrl} refused={<T id="console.chain.refused" />} onIncluded={onIncluded} />
        <Button onClick={onLeave}>
          <T id="list.act.close" />
        </Button>
      </div>
    );
  if (wallet === null)
    return (
      <SigningActions label={<T id="send.go" />} onSign={() => undefined}>
        <Button look="quiet" onClick={onLeave}>
          <T id="compose.back" />
        </Button>
      </SigningActions>
    );
  if (way.data === undefined)
    return way.isError ? (
      <LoadFailure error={way.error} onRetry={() => void way.refetch()} />
    ) : (
      <Skeleton lines={3} label={t("app.loading")} />
    );
  const { to, delaySeconds } = way.data;
  const note = (
    <div className="space-y-4">
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {noting.isError && <LoadFailure error={noting.error} onRetry={noting.reset} />}
      <div className="flex flex-wrap gap-3">
        <Button look={act.act === "revoke" ? "danger" : "primary"} busy={noting.isPending} onClick={() => noting.mutate()}>
          <T id="console.chain.note" />
        </Button>
        <Button look="quiet" onClick={onLeave}>
          <T id="compose.back" />
        </Button>
      </div>
    </div>
  );
  return (
    <SendReview
      {...{ sentence, rpcUrl, to }}
      call={way.data.call}
      from={wallet}
      facts={
        <>
          {facts}
          {delaySeconds > 0 && (
            <Fact name={<T id="console.chain.delay" />}>
              <T id="console.chain.delay.text" values={{ minutes: Math.ceil(delaySeconds / 60) }} />
            </Fact>
          )}
        </>
      }
      before={noting.isSuccess ? undefined : note}
      onBack={onLeave}
      onSent={setSent}
    />
  );
}
