import type { Me } from "@waybill/protocol/schemas/api/identity";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";

/** Erases the person after saying what goes and what stays, and after a fresh proof. */
export function EraseMe({ chainId, me }: { chainId: number; me: Me }) {
  const { wanted, run } = useStepUp();
  const [isAsking, ask] = useState(false);
  const erasing = useMutation({
    mutationFn: () => run(() => session.send("/api/me", { method: "DELETE" })),
    onSuccess: session.forget,
  });
  if (!isAsking)
    return (
      <p>
        <Button look="danger" onClick={() => ask(true)}>
          <T id="account.data.erase" />
        </Button>
      </p>
    );
  return (
    <>
      <Callout tone="failed" live title={<T id="account.data.sure" />}>
        <p>
          <T id="account.data.goes" />
        </p>
        <p>
          <T id="account.data.stays" />
        </p>
        {me.holdsWallet && (
          <p>
            <T id="account.data.wallet" />
          </p>
        )}
      </Callout>
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {erasing.isError && <LoadFailure error={erasing.error} onRetry={erasing.reset} />}
      <div className="flex flex-wrap gap-3">
        <Button look="danger" busy={erasing.isPending} onClick={() => erasing.mutate()}>
          <T id="account.data.erase.now" />
        </Button>
        <Button look="quiet" disabled={erasing.isPending} onClick={() => ask(false)}>
          <T id="account.data.keep" />
        </Button>
      </div>
    </>
  );
}
