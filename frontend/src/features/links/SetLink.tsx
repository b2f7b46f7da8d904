import { labelOf } from "@waybill/protocol/identifiers/label";
import { linkView, type LinkDraft } from "@waybill/protocol/schemas/api/resolver";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { linkTypedData } from "@waybill/protocol/typed-data/link";
import { useState } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { Refused } from "../../entities/Refused.tsx";
import { SigningActions } from "../../entities/signing/SigningActions.tsx";
import { SigningReview } from "../../entities/signing/SigningReview.tsx";
import { sendJson } from "../../lib/api/client.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { randomSalt } from "../../lib/random.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { LinkFields } from "./LinkFields.tsx";
import { readLinkForm, type LinkForm } from "./link-form.ts";

interface SetLinkProps {
  account: Address;
  chain: SigningChain;
  start: LinkForm;
  onBack: () => void;
  onSet: () => void;
}

/** Composes one link, shows what is signed, and sends it. */
export function SetLink({ account, chain, start, onBack, onSet }: SetLinkProps) {
  const t = useText();
  const { sign } = useSigner();
  const [form, setForm] = useState(start);
  const [tried, setTried] = useState(false);
  const [made] = useState(() => ({ salt: randomSalt(), now: new Date() }));
  const [link, setLink] = useState<LinkDraft | null>(null);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  // A link without a name of its own is called by what it is.
  const read = () => readLinkForm({ ...form, title: form.title.trim() || t(`links.type.${form.type}`) }, made.now);
  const problems = tried ? (read().problems ?? {}) : {};

  async function signAndSend(draft: LinkDraft) {
    const signature = await sign(linkTypedData(chain, draft, { account, salt: made.salt }));
    if (signature === null) return;
    setSending(true);
    setFailure(null);
    try {
      await sendJson("/api/links", linkView, { body: { link: draft, salt: made.salt, signer: { account, signature } } });
      onSet();
    } catch (error) {
      setFailure(error);
    }
    setSending(false);
  }

  return (
    <div className="max-w-2xl">
      <PageTitle title={t(start.replaces === null ? "links.new" : "links.replace.title")} />
      {link === null ? (
        <div className="space-y-6">
          <LinkFields form={form} problems={problems} onChange={(part) => setForm({ ...form, ...part })} />
          <div className="flex flex-wrap gap-3">
            <Button
              look="primary"
              size="large"
              onClick={() => {
                setTried(true);
                setLink(read().link ?? null);
              }}
            >
              <T id="compose.review" />
            </Button>
            <Button look="quiet" size="large" onClick={onBack}>
              <T id="compose.back" />
            </Button>
          </div>
        </div>
      ) : (
        <div className="space-y-6">
          <SigningReview
            sentence={
              <T
                id={`links.sentence.${link.validBy}`}
                values={{ thing: labelOf(link.identifier), title: link.title, host: new URL(link.href).host }}
              />
            }
            typedData={linkTypedData(chain, link, { account, salt: made.salt })}
            becomesPublic={["links.public.link"]}
            staysPrivate={["links.private.chain"]}
          />
          <Refused title="links.refused" error={failure} />
          <SigningActions label={<T id="links.sign" />} onSign={() => void signAndSend(link)} sending={sending}>
            <Button look="quiet" onClick={() => setLink(null)}>
              <T id="compose.back" />
            </Button>
          </SigningActions>
        </div>
      )}
    </div>
  );
}
