import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { Refused } from "../../../entities/Refused.tsx";
import { Allowed } from "../../../entities/session/Allowed.tsx";
import { SignedIn } from "../../../entities/session/SignedIn.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import type { ClaimDraft } from "../model/claim-draft.ts";
import { sendDraft } from "./send-draft.ts";

interface SaveDraftProps {
  account: Address;
  chainId: number;
  subject: string;
  /** What the draft was made on. */
  footprint: Footprint;
  draft: ClaimDraft;
  /** Nothing is wrong with it. */
  isWhole: boolean;
  onTry: () => void;
  onDrafted: (id: string) => void;
  /** The form is wanted anew, on the footprint as it is now. */
  onRenew: () => void;
}

/** Writes the draft down, for who is signed in: a draft binds nobody, so no signature is asked of it. */
export function SaveDraft({ account, chainId, subject, footprint, draft, isWhole, onTry, onDrafted, onRenew }: SaveDraftProps) {
  const [state, setState] = useState<{ sending?: true; isStale?: true; failure?: unknown }>({});

  async function save() {
    onTry();
    if (!isWhole || state.sending) return;
    setState({ sending: true });
    try {
      const id = await sendDraft(subject, footprint, draft);
      if (id === undefined) setState({ isStale: true });
      else onDrafted(id);
    } catch (failure) {
      // A session that ended meanwhile: signing in again, which is offered then, is all there is to do.
      setState({ failure });
    }
  }

  return (
    <section aria-labelledby="save-title" className="space-y-4">
      <h2 id="save-title" className="text-2xl">
        <T id="claims.new.save" />
      </h2>
      {state.isStale && (
        <Callout tone="failed" live title={<T id="claims.new.stale" />}>
          <p>
            <T id="claims.new.stale.text" />
          </p>
          <Button onClick={onRenew}>
            <T id="claims.new.stale.again" />
          </Button>
        </Callout>
      )}
      <Refused title="claims.refused" error={state.failure ?? null} />
      <SignedIn chainId={chainId} account={account} why={<T id="claims.new.sign-in" />}>
        {(me) => (
          <Allowed me={me} act="claims:draft">
            <p className="max-w-2xl text-muted">
              <T id="claims.new.save.text" />
            </p>
            <Button look="primary" size="large" busy={state.sending ?? false} onClick={() => void save()}>
              <T id="claims.new.save.go" />
            </Button>
          </Allowed>
        )}
      </SignedIn>
    </section>
  );
}
