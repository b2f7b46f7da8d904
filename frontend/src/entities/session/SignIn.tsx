import { accessGrant } from "@waybill/protocol/schemas/api/identity";
import type { ReactNode } from "react";
import { sendJson } from "../../lib/api/client.ts";
import { T } from "../../lib/i18n/text.tsx";
import { session } from "../../lib/session/session.ts";
import { SignMessage } from "./SignMessage.tsx";

/** Begins a session with the connected wallet. `why` says what it is wanted for. */
export function SignIn({ chainId, why }: { chainId: number; why: ReactNode }) {
  return (
    <div className="max-w-2xl space-y-4 rounded-xl border border-line bg-surface p-5">
      <p>{why}</p>
      <p className="text-muted">
        <T id="session.sign-in.text" />
      </p>
      <SignMessage
        chainId={chainId}
        label={<T id="session.sign-in" />}
        onSigned={async (body) => session.accept(await sendJson("/api/sessions", accessGrant, { body }))}
      />
    </div>
  );
}
