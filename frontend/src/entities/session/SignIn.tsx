import { challenge, session, type Session } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { signInMessage } from "@waybill/protocol/siwe/sign-in-message";
import { useState } from "react";
import { sendJson } from "../../lib/api/client.ts";
import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { useSigner } from "../../lib/signing/signer.ts";
import { LoadFailure } from "../LoadFailure.tsx";
import { SigningActions } from "../signing/SigningActions.tsx";

interface SignInProps {
  /** Says what it is needed for. */
  why: MessageId;
  account: Address | null;
  chainId: number;
  onSession: (session: Session) => void;
}

/** Proves with the wallet who somebody is, for what a signature per action would be too much. */
export function SignIn({ why, account, chainId, onSession }: SignInProps) {
  const { signMessage } = useSigner();
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const start = async (own: Address) => {
    setState({ sending: true });
    try {
      const given = await sendJson("/api/sessions/challenges", challenge, { body: {} });
      const message = signInMessage({ origin: window.location.origin, chainId }, own, given);
      const signature = await signMessage(message);
      if (signature !== null) onSession(await sendJson("/api/sessions", session, { body: { message, signature } }));
      setState({});
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <div className="max-w-2xl space-y-4 rounded-xl border border-line bg-surface p-5">
      <p>
        <T id={why} />
      </p>
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
      <SigningActions
        label={<T id="reports.sign-in" />}
        sending={state.sending}
        onSign={() => {
          if (account !== null) void start(account);
        }}
      />
    </div>
  );
}
