import type { Me } from "@waybill/protocol/schemas/api/identity";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { SetUpApp } from "../../../entities/session/SetUpApp.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

/** The authenticator app: set up, confirmed by its first code, or taken away. */
export function SecondFactor({ chainId, me }: { chainId: number; me: Me }) {
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const [ended, setEnded] = useState(0);
  const refresh = () => client.invalidateQueries({ queryKey: keys.own });
  const end = useMutation({
    mutationFn: () => run(() => session.send("/api/me/second-factor", { method: "DELETE" })),
    onSuccess: () => {
      setEnded(ended + 1);
      return refresh();
    },
  });
  return (
    <>
      <p className="flex flex-wrap items-center gap-3">
        <StatusMark tone={me.hasSecondFactor ? "passed" : me.hasPasskey ? "neutral" : "unknown"}>
          <T id={me.hasSecondFactor ? "account.factor.on" : me.hasPasskey ? "account.factor.passkey" : "account.factor.off"} />
        </StatusMark>
      </p>
      <p className="max-w-2xl text-muted">
        <T id="account.factor.text" />
      </p>
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {end.isError && <LoadFailure error={end.error} onRetry={end.reset} />}
      <SetUpApp key={ended} run={run} hasApp={me.hasSecondFactor} onConfirmed={() => void refresh()} />
      {me.hasSecondFactor && (
        <Button look="danger" busy={end.isPending} onClick={() => end.mutate()}>
          <T id="account.factor.end" />
        </Button>
      )}
    </>
  );
}
