import { labelOf } from "@waybill/protocol/identifiers/label";
import { linkView, type LinkView } from "@waybill/protocol/schemas/api/resolver";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { linkEndTypedData } from "@waybill/protocol/typed-data/link";
import { useState } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { Refused } from "../../entities/Refused.tsx";
import { SigningActions } from "../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../entities/signing/SigningReview.tsx";
import { sendJson } from "../../lib/api/client.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";

interface EndLinkProps {
  account: Address;
  chain: SigningChain;
  link: LinkView;
  onBack: () => void;
  onEnded: () => void;
}

/** Ends one link now. It stays on record. */
export function EndLink({ account, chain, link, onBack, onEnded }: EndLinkProps) {
  const t = useText();
  const { sign } = useSigner();
  const [at] = useState(() => Math.floor(Date.now() / 1_000));
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const typedData = linkEndTypedData(chain, { id: link.id as Hex32, href: link.href }, { at, account });

  async function signAndSend() {
    const signature = await sign(typedData);
    if (signature === null) return;
    setSending(true);
    setFailure(null);
    try {
      await sendJson(`/api/links/${link.id}/end`, linkView, { body: { at, signer: { account, signature } } });
      onEnded();
    } catch (error) {
      setFailure(error);
    }
    setSending(false);
  }

  return (
    <div className="max-w-2xl space-y-6">
      <PageTitle title={t("links.end.title")} />
      <SigningReview
        sentence={
          <T id="links.end.sentence" values={{ thing: labelOf(link.identifier), title: link.title, host: new URL(link.href).host }} />
        }
        typedData={typedData}
        becomesPublic={["links.public.link"]}
        staysPrivate={["links.private.chain"]}
      />
      <Refused title="links.refused" error={failure} />
      <SigningActions label={<T id="links.end.sign" />} onSign={() => void signAndSend()} sending={sending}>
        <Button look="quiet" onClick={onBack}>
          <T id="compose.back" />
        </Button>
      </SigningActions>
    </div>
  );
}
