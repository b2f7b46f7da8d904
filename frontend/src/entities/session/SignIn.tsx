import { accessGrant, challenge } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { signInMessage } from "@waybill/protocol/siwe/sign-in-message";
import { useState, type ReactNode } from "react";
import { sendJson } from "../../lib/api/client.ts";
import { T } from "../../lib/i18n/text.tsx";
import { session } from "../../lib/session/session.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { LoadFailure } from "../LoadFailure.tsx";
import { SigningActions } from "../signing/SigningActions.tsx";

/** Begins a session with the connected wallet. `why` says what it is wanted for. */
export function SignIn({ chainId, why }: { chainId: number; why: ReactNode }) {
  const { account, signMessage } = useSigner();
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const start = async (own: Address) => {
    setState({ sending: true });
    try {
      const given = await sendJson("/api/sessions/challenges", challenge, { body: {} });
      const message = signInMessage({ origin: window.location.origin, chainId }, own, given);
      const signature = await signMessage(message);
      if (signature !== null) session.accept(await sendJson("/api/sessions", accessGrant, { body: { message, signature } }));
      setState({});
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <div className="max-w-2xl space-y-4 rounded-xl border border-line bg-surface p-5">
      <p>{why}</p>
      <p className="text-muted">
        <T id="session.sign-in.text" />
      </p>
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
      <SigningActions
        label={<T id="session.sign-in" />}
        sending={state.sending}
        onSign={() => {
          if (account !== null) void start(account);
        }}
      />
    </div>
  );
}
