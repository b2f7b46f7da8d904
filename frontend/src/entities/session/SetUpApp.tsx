import { recoveryCodes, secondFactorSecret } from "@waybill/protocol/schemas/api/identity";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { LoadFailure } from "../LoadFailure.tsx";
import { ConfirmApp } from "./ConfirmApp.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import type { StepUp } from "./use-step-up.ts";

const PATH = "/api/me/second-factor";

interface SetUpAppProps {
  run: StepUp["run"];
  onConfirmed?: () => void;
  /** Where there is an app already nothing is begun, and what was just set up stays to be read. */
  hasApp?: boolean;
  /** Below the recovery codes. */
  children?: ReactNode;
}

/** An authenticator app: its secret, its first code, then the codes for the day on which it is lost. */
export function SetUpApp({ run, onConfirmed, hasApp = false, children }: SetUpAppProps) {
  const begin = useMutation({ mutationFn: () => run(() => sendOwn(PATH, secondFactorSecret)) });
  const confirm = useMutation({
    mutationFn: (code: string) => run(() => sendOwn(PATH, recoveryCodes, { method: "PUT", body: { code } })),
    onSuccess: onConfirmed,
  });
  if (confirm.data !== undefined)
    return (
      <>
        <RecoveryCodes codes={confirm.data.codes} />
        {children}
      </>
    );
  if (hasApp) return null;
  if (begin.data !== undefined)
    return (
      <ConfirmApp
        {...begin.data}
        busy={confirm.isPending}
        failure={confirm.error}
        onRetry={confirm.reset}
        onCode={(code) => confirm.mutate(code)}
      />
    );
  return (
    <>
      {begin.isError && <LoadFailure error={begin.error} onRetry={begin.reset} />}
      <Button busy={begin.isPending} onClick={() => begin.mutate()}>
        <T id="account.factor.begin" />
      </Button>
    </>
  );
}
