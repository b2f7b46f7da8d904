import { documentKey, type DocumentView } from "@waybill/protocol/schemas/api/documents";
import { ipfsLinkOf } from "@waybill/protocol/documents/document-link";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import type { DocumentRequest } from "@waybill/protocol/typed-data/document-consent";
import { FileText } from "lucide-react";
import { useState } from "react";
import { documentHref, useTypeAndSize, VisibilityMark } from "../../entities/documents/DocumentFacts.tsx";
import { PinList } from "../../entities/documents/PinList.tsx";
import { PrivateLink } from "../../entities/documents/PrivateLink.tsx";
import { readJson, send } from "../../lib/api/http.ts";
import { consentHeaders } from "../../lib/documents/consent.ts";
import { rememberedName } from "../../lib/documents/names.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Dialog } from "../../ui/Dialog.tsx";

interface OwnDocumentProps {
  document: DocumentView;
  account: Address;
  chain: SigningChain;
  onErased: () => void;
}

/** One document and what its owner can do with it. Each deed is signed. */
export function OwnDocument({ document, account, chain, onErased }: OwnDocumentProps) {
  const text = useText();
  const typeAndSize = useTypeAndSize();
  const { sign, phase } = useSigner();
  const [fragment, setFragment] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { cid, visibility, erasedAt, pins } = document;
  const isOpen = visibility === "private" && erasedAt === null;
  const name = document.name ?? rememberedName(cid) ?? text("document.unnamed");
  const busy = phase.kind === "asking";

  async function ask(request: DocumentRequest, path: string, method: string): Promise<Response | null> {
    setFailure(null);
    const headers = await consentHeaders(sign, { chain, account, request, document: ipfsLinkOf(cid) });
    if (headers === null) {
      setFailure(text("documents.not-signed"));
      return null;
    }
    return send(path, { method, headers }).catch((error: unknown) => {
      setFailure(error instanceof Error ? error.message : String(error));
      return null;
    });
  }
  async function showLink() {
    const path = `/api/documents/${cid}/key`;
    const response = await ask("read", path, "GET");
    if (response !== null) setFragment(documentKey.parse(await readJson(path, response)).fragment);
  }
  async function erase() {
    if ((await ask("erase", `/api/documents/${cid}`, "DELETE")) !== null) onErased();
  }

  return (
    <li className="space-y-3 rounded-xl border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <FileText aria-hidden className="size-4 shrink-0 text-muted" />
        <a className="link min-w-0 font-medium break-words" href={documentHref(cid, null)}>
          {erasedAt === null ? name : text("document.unnamed")}
        </a>
        <span className="text-sm text-muted">{typeAndSize(document)}</span>
        <VisibilityMark document={document} />
      </div>
      <div className="text-sm">
        <PinList pins={pins} />
      </div>
      {isOpen && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" busy={busy} onClick={() => void showLink()}>
            <T id="documents.link" />
            <span className="sr-only">{name}</span>
          </Button>
          <EraseDialog name={name} busy={busy} onErase={() => void erase()} />
        </div>
      )}
      {failure !== null && <Callout tone="failed" live title={failure} />}
      {fragment !== null && <PrivateLink cid={cid} link={null} fragment={fragment} />}
    </li>
  );
}

function EraseDialog({ name, busy, onErase }: { name: string; busy: boolean; onErase: () => void }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" look="danger" busy={busy}>
          <T id="documents.erase" />
          <span className="sr-only">{name}</span>
        </Button>
      }
      title={<T id="documents.erase.title" values={{ name }} />}
      description={<T id="documents.erase.text" />}
      closeLabel={text("app.close")}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>
            <T id="documents.erase.keep" />
          </Button>
          <Button
            look="danger"
            onClick={() => {
              setOpen(false);
              onErase();
            }}
          >
            <T id="documents.erase.confirm" />
          </Button>
        </>
      }
    >
      <T id="documents.erase.stays" />
    </Dialog>
  );
}
