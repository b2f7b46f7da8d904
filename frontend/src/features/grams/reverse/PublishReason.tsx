import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useState } from "react";
import { useUpload, type UploadState } from "../../../entities/documents/use-upload.ts";
import { SigningActions } from "../../../entities/signing/SigningActions.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";

interface Reason {
  chain: SigningChain;
  account: Address;
  text: string;
  /** File name that it is found by. */
  name: string;
}

interface Publishing {
  state: UploadState;
  isPublished: boolean;
  /** These very words are kept already, under a name that does not lead from the chain to them. */
  isNamedOtherwise: boolean;
  publish: () => Promise<void>;
}

/** Keeps a reason as a public document. */
export function usePublishReason({ chain, account, text, name }: Reason): Publishing {
  const { state, upload } = useUpload({ chain, account });
  const [kept, setKept] = useState<string | null>(null);
  async function publish() {
    const uploaded = await upload(new File([text], name, { type: "text/plain" }), "public");
    if (uploaded !== null) setKept(uploaded.document.name);
  }
  return { state, publish, isPublished: kept === name, isNamedOtherwise: kept !== null && kept !== name };
}

/** The reason becomes public before the chain names its hash, so that the hash never stands for nothing. */
export function PublishReason({ publishing, onBack }: { publishing: Publishing; onBack: () => void }) {
  const { state, isNamedOtherwise, publish } = publishing;
  return (
    <div className="space-y-4">
      <p className="text-muted">
        <T id="cancel.publish.text" />
      </p>
      {isNamedOtherwise && <Callout tone="failed" live title={<T id="cancel.publish.otherwise" />} />}
      {state.status === "failed" && (
        <Callout tone="failed" live title={<T id="cancel.publish.failed" />}>
          {state.detail ?? <T id="error.down.title" />}
        </Callout>
      )}
      <SigningActions label={<T id="cancel.publish" />} onSign={() => void publish()} sending={state.status === "sending"}>
        <Button look="quiet" onClick={onBack}>
          <T id="compose.back" />
        </Button>
      </SigningActions>
    </div>
  );
}
