import { accessGrant, type Me, type ProofRequest } from "@waybill/protocol/schemas/api/identity";
import { useEffect, useId, useRef } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn, session } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { ProveByPasskey } from "./ProveByPasskey.tsx";
import { SignMessage } from "./SignMessage.tsx";
import type { WantedProof } from "./use-step-up.ts";

interface ProveAgainProps {
  chainId: number;
  me: Pick<Me, "email" | "wallets" | "hasPasskey">;
  wanted: WantedProof | null;
}

/** Asks for a fresh proof before a dangerous act; nothing while none is wanted. */
export function ProveAgain({ wanted, ...rest }: ProveAgainProps) {
  return wanted === null ? null : <Panel {...rest} {...wanted} />;
}

function Panel({ chainId, me: { email, wallets, hasPasskey }, onProven, onGiveUp }: Omit<ProveAgainProps, "wanted"> & WantedProof) {
  const title = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const hasNoOther = email === null && wallets.length === 0;
  const prove = async (body: ProofRequest) => {
    session.accept(await sendOwn("/api/sessions/current/proof", accessGrant, { body }));
    onProven();
  };
  const giveUp = (
    <Button look="quiet" onClick={onGiveUp}>
      <T id="session.prove.not" />
    </Button>
  );
  return (
    <div
      ref={place}
      tabIndex={-1}
      role="group"
      aria-labelledby={title}
      className="max-w-2xl space-y-4 rounded-xl border border-line bg-surface p-5"
    >
      <h3 id={title} className="text-xl">
        <T id="session.prove.title" />
      </h3>
      <p className="text-muted">
        <T id={hasNoOther ? "session.prove.passkey-alone" : email === null ? "session.prove.text" : "session.prove.password"} />
      </p>
      {hasNoOther ? null : email === null ? (
        <SignMessage chainId={chainId} label={<T id="session.prove" />} onSigned={prove}>
          {giveUp}
        </SignMessage>
      ) : (
        <PasswordForm
          email={email}
          label={<T id="session.prove.title" />}
          onSubmit={({ password, code }) => prove({ password, ...(code !== undefined && { code }) })}
        >
          {giveUp}
        </PasswordForm>
      )}
      {hasPasskey && <ProveByPasskey onProven={onProven} />}
      {hasNoOther && giveUp}
    </div>
  );
}
