import { newPasswordReset } from "@waybill/protocol/schemas/api/identity";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "../../../entities/console/console.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { PasswordResetLink } from "../../../entities/PasswordResetLink.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";

/** Null where it waits for another admin. */
async function make(person: string): Promise<string | null> {
  const response = await session.send(`/api/installation/people/${encodeURIComponent(person)}/password-reset`, { method: "POST" });
  return response.status === 202 ? null : newPasswordReset.parse(await response.json()).token;
}

/** Makes a link by which somebody else chooses another password. */
export function ResetPassword({ person }: { person: string }) {
  const client = useQueryClient();
  const { me, chainId } = useConsole();
  const { wanted, run } = useStepUp();
  const making = useMutation({
    mutationFn: () => run(() => make(person)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.list("rules", {}) }),
  });
  if (person === me.person || !mayDo(me, "installation:resetPassword")) return null;
  return (
    <div className="space-y-3">
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {making.isError && <LoadFailure error={making.error} onRetry={making.reset} />}
      {making.data === null && <Callout tone="neutral" live title={<T id="reset.proposed" />} />}
      {typeof making.data === "string" && <PasswordResetLink token={making.data} />}
      <Button size="small" busy={making.isPending} onClick={() => making.mutate()}>
        <T id="reset.make.long" />
      </Button>
    </div>
  );
}
