import { PenLine } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Spinner } from "../../ui/Progress.tsx";
import { ContractRefusal } from "./ContractRefusal.tsx";

interface SigningActionsProps {
  /** What the button says: "Sign the event". */
  label: ReactNode;
  onSign: () => void;
  /** The signature is there and is being sent. */
  sending?: boolean;
  children?: ReactNode;
}

/** The button that opens the wallet, and every state that follows: asked, slow, refused, locked, other network, no answer. */
export function SigningActions({ label, onSign, sending = false, children }: SigningActionsProps) {
  const { status, phase, openConnectDialog, switchNetwork, cancel, reset } = useSigner();
  // A request that nobody looks at any more must not surprise anybody later.
  useEffect(() => reset, [reset]);
  const asking = phase.kind === "asking";
  return (
    <div className="space-y-4">
      <SigningState />
      <div className="flex flex-wrap items-center gap-3">
        {status === "ready" && (
          <Button look="primary" size="large" onClick={onSign} busy={asking || sending}>
            {asking || sending ? <Spinner /> : <PenLine aria-hidden />}
            {label}
          </Button>
        )}
        {status === "wrong-network" && (
          <Button look="primary" size="large" onClick={switchNetwork}>
            <T id="signing.switch" />
          </Button>
        )}
        {(status === "disconnected" || status === "connecting") && (
          <Button look="primary" size="large" onClick={openConnectDialog}>
            <T id="wallet.connect" />
          </Button>
        )}
        {asking ? (
          <Button look="quiet" onClick={cancel}>
            <T id="signing.cancel" />
          </Button>
        ) : (
          children
        )}
      </div>
    </div>
  );
}

/** What the wallet is asked at present, and the way to stop waiting; for what asks it by itself, one thing after the other. */
export function WalletAsks() {
  const { phase, cancel, reset } = useSigner();
  useEffect(() => reset, [reset]);
  if (phase.kind === "idle") return null;
  return (
    <div className="space-y-4">
      <SigningState />
      {phase.kind === "asking" && (
        <Button look="quiet" onClick={cancel}>
          <T id="signing.cancel" />
        </Button>
      )}
    </div>
  );
}

function SigningState() {
  const { phase } = useSigner();
  if (phase.kind === "idle") return null;
  if (phase.kind === "asking") {
    return (
      <Callout tone="pending" live title={<T id="signing.asking" values={{ wallet: phase.walletName }} />}>
        <T id={phase.slow ? "signing.slow" : "signing.asking.next"} values={{ wallet: phase.walletName }} />
      </Callout>
    );
  }
  return (
    <Callout
      tone={phase.failure === "cancelled" || phase.failure === "refused" ? "neutral" : "failed"}
      live
      title={<T id={`signing.failure.${phase.failure}.title`} />}
    >
      <p>
        <T id={`signing.failure.${phase.failure}.next`} />
      </p>
      {phase.failure === "failed" && (phase.revert !== null || phase.detail !== null) && (
        <ContractRefusal revert={phase.revert} otherwise={<span className="font-mono text-sm">{phase.detail}</span>} />
      )}
    </Callout>
  );
}
