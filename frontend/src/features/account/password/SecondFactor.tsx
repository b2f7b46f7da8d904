import { recoveryCodes, secondFactorSecret, type Me } from "@waybill/protocol/schemas/api/identity";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { sendOwn, session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { ConfirmApp } from "./ConfirmApp.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";

const PATH = "/api/me/second-factor";

/** The authenticator app: set up, confirmed by its first code, or taken away. */
export function SecondFactor({ chainId, me }: { chainId: number; me: Me }) {
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const refresh = () => client.invalidateQueries({ queryKey: keys.own });
  const begin = useMutation({ mutationFn: () => run(() => sendOwn(PATH, secondFactorSecret)) });
  const confirm = useMutation({
    mutationFn: (code: string) => run(() => sendOwn(PATH, recoveryCodes, { method: "PUT", body: { code } })),
    onSuccess: refresh,
  });
  const end = useMutation({
    mutationFn: () => run(() => session.send(PATH, { method: "DELETE" })),
    onSuccess: () => {
      begin.reset();
      confirm.reset();
      return refresh();
    },
  });
  const failure = begin.error ?? end.error;
  return (
    <>
      <p className="flex flex-wrap items-center gap-3">
        <StatusMark tone={me.hasSecondFactor ? "passed" : "unknown"}>
          <T id={me.hasSecondFactor ? "account.factor.on" : "account.factor.off"} />
        </StatusMark>
      </p>
      <p className="max-w-2xl text-muted">
        <T id="account.factor.text" />
      </p>
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {failure !== null && <LoadFailure error={failure} onRetry={() => (begin.reset(), end.reset())} />}
      {confirm.data !== undefined && <RecoveryCodes codes={confirm.data.codes} />}
      {begin.data !== undefined && confirm.data === undefined && (
        <ConfirmApp
          {...begin.data}
          busy={confirm.isPending}
          failure={confirm.error}
          onRetry={confirm.reset}
          onCode={(code) => confirm.mutate(code)}
        />
      )}
      {me.hasSecondFactor ? (
        <Button look="danger" busy={end.isPending} onClick={() => end.mutate()}>
          <T id="account.factor.end" />
        </Button>
      ) : (
        begin.data === undefined && (
          <Button busy={begin.isPending} onClick={() => begin.mutate()}>
            <T id="account.factor.begin" />
          </Button>
        )
      )}
    </>
  );
}
