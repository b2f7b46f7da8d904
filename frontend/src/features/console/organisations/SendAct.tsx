import type { ChainAct } from "@waybill/protocol/schemas/api/installation";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { ReactNode } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { useSigner } from "../../../lib/signing/signer.ts";
import { Button } from "../../../ui/Button.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { NotedSend } from "../NotedSend.tsx";
import { AnnouncedFact } from "./AnnouncedFact.tsx";
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

/** An act about an actor by the admin's own wallet: at once where that may, else announced to the AccessManager. */
export function SendAct({ act, account, call, facts, onLeave, ...rest }: SendActProps) {
  const t = useText();
  const { config } = useConsole();
  const { account: wallet } = useSigner();
  const way = useWay(config, wallet, call);
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
  return (
    <NotedSend
      {...rest}
      {...{ to, onLeave }}
      note={{ path: `/api/installation/organisations/${account}/chain-acts`, body: act }}
      call={way.data.call}
      from={wallet}
      isDangerous={act.act === "revoke"}
      facts={
        <>
          {facts}
          <AnnouncedFact delaySeconds={delaySeconds} />
        </>
      }
    />
  );
}
