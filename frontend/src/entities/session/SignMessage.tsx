import { challenge } from "@waybill/protocol/schemas/api/identity";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { signInMessage } from "@waybill/protocol/siwe/sign-in-message";
import { useState, type ReactNode } from "react";
import { sendJson } from "../../lib/api/client.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { LoadFailure } from "../LoadFailure.tsx";
import { SigningActions } from "../signing/SigningActions.tsx";

interface SignMessageProps {
  chainId: number;
  label: ReactNode;
  onSigned: (body: { message: string; signature: string }) => Promise<void>;
  children?: ReactNode;
}

/** Has the connected wallet sign a message to sign in with (EIP-4361), and every state on the way. */
export function SignMessage({ chainId, label, onSigned, children }: SignMessageProps) {
  const { account, signMessage } = useSigner();
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const start = async (own: Address) => {
    setState({ sending: true });
    try {
      const given = await sendJson("/api/sessions/challenges", challenge, { body: {} });
      const message = signInMessage({ origin: window.location.origin, chainId }, own, given);
      const signature = await signMessage(message);
      if (signature !== null) await onSigned({ message, signature });
      setState({});
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <>
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
      <SigningActions
        label={label}
        sending={state.sending}
        onSign={() => {
          if (account !== null) void start(account);
        }}
      >
        {children}
      </SigningActions>
    </>
  );
}
