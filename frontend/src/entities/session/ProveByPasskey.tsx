import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { T } from "../../lib/i18n/text.tsx";
import { canHavePasskeys, proveByPasskey } from "../../lib/session/passkeys.ts";
import { Button } from "../../ui/Button.tsx";
import { NoPasskeys, PasskeyFailure } from "./PasskeyFailure.tsx";

/** A fresh proof by one of the person's passkeys. */
export function ProveByPasskey({ onProven }: { onProven: () => void }) {
  const proving = useMutation({ mutationFn: proveByPasskey, onSuccess: onProven });
  if (!canHavePasskeys()) return <NoPasskeys />;
  return (
    <div className="space-y-4 border-t border-line pt-4">
      {proving.isError && <PasskeyFailure error={proving.error} onRetry={proving.reset} />}
      <Button busy={proving.isPending} onClick={() => proving.mutate()}>
        <KeyRound aria-hidden />
        <T id="session.prove.passkey" />
      </Button>
    </div>
  );
}
