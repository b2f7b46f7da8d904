import type { Me } from "@waybill/protocol/schemas/api/identity";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { ProveAgain } from "../../entities/session/ProveAgain.tsx";
import { useSignOut } from "../../entities/session/use-sign-out.ts";
import { useStepUp, type StepUp } from "../../entities/session/use-step-up.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { SessionsList } from "./SessionsList.tsx";

/** Where the person is signed in, and the ends of it: of this session at once, of others after a fresh proof. */
export function Sessions({ chainId, me }: { chainId: number; me: Me }) {
  const { wanted, run } = useStepUp();
  return (
    <>
      <SessionsList run={run} />
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      <SignOut run={run} />
    </>
  );
}

function SignOut({ run }: Pick<StepUp, "run">) {
  const { sending, error, signOut } = useSignOut(run);
  return (
    <>
      {error !== undefined && <LoadFailure error={error} onRetry={() => void signOut("current")} />}
      <div className="flex flex-wrap gap-3">
        <Button look="primary" busy={sending ?? false} onClick={() => void signOut("current")}>
          <T id="session.sign-out" />
        </Button>
        <Button busy={sending ?? false} onClick={() => void signOut("all")}>
          <T id="session.sign-out-everywhere" />
        </Button>
      </div>
    </>
  );
}
