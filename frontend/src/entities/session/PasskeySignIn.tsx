import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useEffect, useState } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { canHavePasskeys, offerPasskeys, signInByPasskey } from "../../lib/session/passkeys.ts";
import { Button } from "../../ui/Button.tsx";
import { NoPasskeys, PasskeyFailure } from "./PasskeyFailure.tsx";

/** Before a challenge is too old to be answered. */
const RENEW_MILLISECONDS = 240_000;

/** Signing in by passkey: at a press, and with `isOffered` also by choosing one where the browser fills in the e-mail address. */
export function PasskeySignIn({ isOffered }: { isOffered: boolean }) {
  const signingIn = useMutation({ mutationFn: signInByPasskey });
  const [error, setError] = useState<unknown>(null);
  const failure = signingIn.error ?? error;
  // One question at a time: browsers answer no second one.
  const offers = isOffered && canHavePasskeys() && !signingIn.isPending && failure === null;
  useEffect(() => (offers ? offerUntilStopped(setError) : undefined), [offers]);
  if (!canHavePasskeys()) return <NoPasskeys />;
  return (
    <div className="space-y-4 border-t border-line pt-4">
      {failure !== null && <PasskeyFailure error={failure} onRetry={() => (signingIn.reset(), setError(null))} />}
      <Button busy={signingIn.isPending} onClick={() => (setError(null), signingIn.mutate())}>
        <KeyRound aria-hidden />
        <T id="session.by-passkey" />
      </Button>
    </div>
  );
}

/** Offers passkeys, each time with a fresh challenge, while somebody looks at the page. Answers how to stop. */
function offerUntilStopped(onError: (error: unknown) => void): () => void {
  let stop = new AbortController();
  const offer = () => {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    offerPasskeys(signal).catch((error: unknown) => {
      if (!signal.aborted) onError(error);
    });
  };
  offer();
  const renewal = setInterval(() => {
    if (document.visibilityState === "visible") offer();
  }, RENEW_MILLISECONDS);
  return () => {
    clearInterval(renewal);
    stop.abort();
  };
}
