import { PasskeyError } from "../../lib/session/passkeys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { LoadFailure } from "../LoadFailure.tsx";

/** Why a passkey was not used: the person left off, the device cannot, or the server refused it. */
export function PasskeyFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!(error instanceof PasskeyError)) return <LoadFailure error={error} onRetry={onRetry} />;
  const { trouble } = error;
  return (
    <Callout tone={trouble === "failed" ? "failed" : "neutral"} live title={<T id={`passkey.${trouble}.title`} />}>
      <p>
        <T id={`passkey.${trouble}.next`} />
      </p>
      <Button onClick={onRetry}>
        <T id="error.retry" />
      </Button>
    </Callout>
  );
}

/** In place of a button that could do nothing. */
export function NoPasskeys() {
  return (
    <p className="text-sm text-muted">
      <T id="passkey.none-here" />
    </p>
  );
}
