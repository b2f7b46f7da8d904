import { MAX_DOCUMENT_BYTES } from "@waybill/protocol/schemas/api/documents";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { Paperclip } from "lucide-react";
import { useId, useState } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { SigningActions } from "../signing/SigningActions.tsx";
import { PrivateLink } from "./PrivateLink.tsx";
import { useUpload, type Uploaded } from "./use-upload.ts";
import { VisibilityChoice, type Visibility } from "./VisibilityChoice.tsx";

/** As the file picker names what is taken; the server looks at the bytes. */
const ACCEPTED = ".pdf,.png,.jpg,.jpeg,.webp,.txt,.csv,.json";

interface AttachDocumentProps {
  chain: SigningChain;
  account: Address | null;
  onAttached: (uploaded: Uploaded) => void;
}

/** Choose a file, decide who may read it, sign, and send it. */
export function AttachDocument({ chain, account, onAttached }: AttachDocumentProps) {
  const text = useText();
  const inputId = useId();
  const [file, setFile] = useState<File | null>(null);
  const [visibility, setVisibility] = useState<Visibility>("private");
  const [last, setLast] = useState<Uploaded | null>(null);
  const { state, upload, stop } = useUpload({ chain, account });
  const isTooLarge = file !== null && file.size > MAX_DOCUMENT_BYTES;

  async function send(chosen: File) {
    const uploaded = await upload(chosen, visibility);
    if (uploaded === null) return;
    setFile(null);
    setLast(uploaded);
    onAttached(uploaded);
  }

  return (
    <div className="space-y-4">
      <div>
        <label
          htmlFor={inputId}
          className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg border border-line-strong bg-surface px-4 font-medium focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-focus hover:bg-sunken"
        >
          <Paperclip aria-hidden className="size-4" />
          <input
            id={inputId}
            type="file"
            accept={ACCEPTED}
            className="sr-only"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setLast(null);
              // The same file may be chosen again after it was put aside.
              event.target.value = "";
            }}
          />
          <T id={file === null ? "attach.choose" : "attach.choose-other"} />
        </label>
        <p className="mt-1.5 text-sm text-muted">
          <T id="attach.taken" />
        </p>
      </div>
      {last?.fragment != null && <PrivateLink cid={last.document.cid} link={last.document.link} fragment={last.fragment} />}
      {file !== null && isTooLarge && <Callout tone="failed" live title={<T id="attach.too-large" values={{ name: file.name }} />} />}
      {file !== null && !isTooLarge && (
        <div className="space-y-4 rounded-xl border border-line bg-sunken p-4">
          <p className="font-medium break-words">{file.name}</p>
          <VisibilityChoice value={visibility} onChange={setVisibility} />
          {state.status === "sending" && <Progress done={Math.round(state.part * 100)} total={100} label={text("attach.progress")} />}
          {state.status === "failed" && (
            <Callout tone="failed" live title={<T id="attach.failed" />}>
              {state.detail ?? <T id="error.down.title" />}
            </Callout>
          )}
          <SigningActions
            label={<T id={visibility === "public" ? "attach.publish" : "attach.keep"} />}
            onSign={() => void send(file)}
            sending={state.status === "sending"}
          >
            <Button
              look="quiet"
              onClick={() => {
                stop();
                setFile(null);
              }}
            >
              <T id="attach.put-aside" />
            </Button>
          </SigningActions>
        </div>
      )}
    </div>
  );
}
