import { accessGrant } from "@waybill/protocol/schemas/api/identity";
import { useEffect, useRef } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { session } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { SignMessage } from "./SignMessage.tsx";
import type { WantedProof } from "./use-step-up.ts";

/** Asks for a fresh proof before a dangerous act; nothing while none is wanted. */
export function ProveAgain({ chainId, wanted }: { chainId: number; wanted: WantedProof | null }) {
  return wanted === null ? null : <Panel chainId={chainId} {...wanted} />;
}

function Panel({ chainId, onProven, onGiveUp }: { chainId: number } & WantedProof) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const prove = async (body: { message: string; signature: string }) => {
    const response = await session.send("/api/sessions/current/proof", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    session.accept(accessGrant.parse(await response.json()));
    onProven();
  };
  return (
    <div
      ref={place}
      tabIndex={-1}
      role="group"
      aria-labelledby="prove"
      className="max-w-2xl space-y-4 rounded-xl border border-line bg-surface p-5"
    >
      <h3 id="prove" className="text-xl">
        <T id="session.prove.title" />
      </h3>
      <p className="text-muted">
        <T id="session.prove.text" />
      </p>
      <SignMessage chainId={chainId} label={<T id="session.prove" />} onSigned={prove}>
        <Button look="quiet" onClick={onGiveUp}>
          <T id="session.prove.not" />
        </Button>
      </SignMessage>
    </div>
  );
}
