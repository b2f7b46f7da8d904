import { accessGrant } from "@waybill/protocol/schemas/api/identity";
import { useState, type ReactNode } from "react";
import { sendJson } from "../../lib/api/client.ts";
import { T } from "../../lib/i18n/text.tsx";
import { session } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { MakeAccount } from "./MakeAccount.tsx";
import { PasskeySignIn } from "./PasskeySignIn.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { SignMessage } from "./SignMessage.tsx";

interface SignInProps {
  chainId: number;
  /** What it is wanted for. */
  why: ReactNode;
  /** Whether somebody who has no account yet can go on with a new one. */
  isForAnybody?: boolean;
}

/** Begins a session with the connected wallet, by e-mail and password, or by passkey; where it is for anybody, passkeys come first, and new accounts. */
export function SignIn({ chainId, why, isForAnybody = false }: SignInProps) {
  const [byPassword, setByPassword] = useState(false);
  return (
    <div className="max-w-2xl space-y-4 rounded-xl border border-line bg-surface p-5">
      <p>{why}</p>
      {isForAnybody && (
        <>
          <PasskeySignIn isOffered={byPassword} />
          <MakeAccount />
          <h3 className="border-t border-line pt-4 text-lg">
            <T id="session.other-ways" />
          </h3>
        </>
      )}
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
      {!isForAnybody && <PasskeySignIn isOffered={byPassword} />}
    </div>
  );
}
