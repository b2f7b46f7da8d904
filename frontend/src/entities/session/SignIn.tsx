import { accessGrant } from "@waybill/protocol/schemas/api/identity";
import { useState, type ReactNode } from "react";
import { sendJson } from "../../lib/api/client.ts";
import { T } from "../../lib/i18n/text.tsx";
import { session } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { PasskeySignIn } from "./PasskeySignIn.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { SignMessage } from "./SignMessage.tsx";

/** Begins a session with the connected wallet, by e-mail and password, or by passkey. `why` says what it is wanted for. */
export function SignIn({ chainId, why }: { chainId: number; why: ReactNode }) {
  const [byPassword, setByPassword] = useState(false);
  return (
    <div className="max-w-2xl space-y-4 rounded-xl border border-line bg-surface p-5">
      <p>{why}</p>
      {byPassword ? (
        <>
          <PasswordForm
            label={<T id="session.sign-in" />}
            onSubmit={async (body) => session.accept(await sendJson("/api/sessions/password", accessGrant, { body }))}
          >
            <Button look="quiet" onClick={() => setByPassword(false)}>
              <T id="session.by-wallet" />
            </Button>
          </PasswordForm>
          <p className="text-sm text-muted">
            <T id="session.forgotten" />
          </p>
        </>
      ) : (
        <>
          <p className="text-muted">
            <T id="session.sign-in.text" />
          </p>
          <SignMessage
            chainId={chainId}
            label={<T id="session.sign-in" />}
            onSigned={async (body) => session.accept(await sendJson("/api/sessions", accessGrant, { body }))}
          >
            <Button look="quiet" onClick={() => setByPassword(true)}>
              <T id="session.by-password" />
            </Button>
          </SignMessage>
        </>
      )}
      <PasskeySignIn isOffered={byPassword} />
    </div>
  );
}
