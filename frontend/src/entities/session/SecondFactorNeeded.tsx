import type { Me } from "@waybill/protocol/schemas/api/identity";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { addPasskey, canHavePasskeys } from "../../lib/session/passkeys.ts";
import { session } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { LoadFailure } from "../LoadFailure.tsx";
import { PasskeyFailure } from "./PasskeyFailure.tsx";
import { ProveAgain } from "./ProveAgain.tsx";
import { ProveByPasskey } from "./ProveByPasskey.tsx";
import { SetUpApp } from "./SetUpApp.tsx";
import { useSignOut } from "./use-sign-out.ts";
import { useStepUp } from "./use-step-up.ts";

interface SecondFactorNeededProps {
  chainId: number;
  me: Me;
}

/** In place of a page, for whoever showed a password alone: the second factor that there is, or the first one to be set up. The page comes after it. */
export function SecondFactorNeeded({ chainId, me }: SecondFactorNeededProps) {
  const client = useQueryClient();
  const leaving = useSignOut();
  const goOn = async () => {
    await session.renew();
    await client.invalidateQueries({ queryKey: keys.own });
  };
  return (
    <section aria-labelledby="second-factor" className="max-w-2xl space-y-4 rounded-xl border border-line bg-surface p-5">
      <h2 id="second-factor" className="text-2xl">
        <T id={me.hasPasskey ? "session.factor.show" : "session.factor.needed"} />
      </h2>
      <p>
        <T id={me.hasPasskey ? "session.factor.show.text" : "session.factor.needed.text"} />
      </p>
      {me.hasPasskey ? <ProveByPasskey onProven={() => void goOn()} /> : <SetUp chainId={chainId} me={me} goOn={goOn} />}
      {leaving.error !== undefined && <LoadFailure error={leaving.error} onRetry={() => void leaving.signOut("current")} />}
      <Button look="quiet" busy={leaving.sending ?? false} onClick={() => void leaving.signOut("current")}>
        <T id="session.sign-out" />
      </Button>
    </section>
  );
}

function SetUp({ chainId, me, goOn }: SecondFactorNeededProps & { goOn: () => Promise<void> }) {
  const { wanted, run } = useStepUp();
  const [hasApp, setHasApp] = useState(false);
  const adding = useMutation({ mutationFn: () => run(addPasskey), onSuccess: goOn });
  const going = useMutation({ mutationFn: goOn });
  return (
    <>
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {adding.isError && <PasskeyFailure error={adding.error} onRetry={adding.reset} />}
      {!hasApp && canHavePasskeys() && (
        <div className="space-y-2">
          <p className="text-muted">
            <T id="account.passkeys.intro" />
          </p>
          <Button look="primary" busy={adding.isPending} onClick={() => adding.mutate()}>
            <KeyRound aria-hidden />
            <T id="account.passkey.add" />
          </Button>
        </div>
      )}
      <div className="space-y-4">
        {!hasApp && (
          <p className="text-muted">
            <T id="session.factor.app" />
          </p>
        )}
        <SetUpApp run={run} onConfirmed={() => setHasApp(true)}>
          {going.isError && <LoadFailure error={going.error} onRetry={going.reset} />}
          <Button look="primary" busy={going.isPending} onClick={() => going.mutate()}>
            <T id="session.factor.kept" />
          </Button>
        </SetUpApp>
      </div>
    </>
  );
}
