import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { previewOf } from "../../lib/documents/preview.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Spinner } from "../../ui/Progress.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import type { DocumentCheckState } from "./use-document-check.ts";

interface CheckOutcomeProps {
  state: DocumentCheckState;
  /** To show and to save under. */
  name: string;
  /** Whose name for it the file was compared with: a signed statement's, the address's that the reader came by, or only its content id. */
  namedBy: "statement" | "address" | "id";
}

/** What a check of a document found, and the file itself once it passed. */
export function CheckOutcome({ state, name, namedBy }: CheckOutcomeProps) {
  if (state.status === "idle") return null;
  return (
    <div role="status" className="space-y-3">
      {state.status === "fetching" && (
        <p className="flex items-center gap-2.5 text-sm">
          <Spinner /> <T id="document.checking" />
        </p>
      )}
      {state.status === "unreachable" && (
        <StatusMark tone="unknown" plain>
          <T id="document.unreachable" />
        </StatusMark>
      )}
      {state.status === "failed" && (
        <StatusMark tone="failed" plain>
          <T id={`document.failed.${state.why}`} />
        </StatusMark>
      )}
      {state.status === "passed" && (
        <>
          <StatusMark tone="passed" plain>
            <T id={`document.passed.${namedBy}`} />
          </StatusMark>
          <CheckedFile file={state.file} name={name} />
        </>
      )}
    </div>
  );
}

/** The very bytes that were checked: shown where that is safe, and saved from here rather than fetched again. */
function CheckedFile({ file, name }: { file: Uint8Array<ArrayBuffer>; name: string }) {
  const text = useText();
  const preview = previewOf(file);
  const address = useBlobAddress(file, preview.kind === "picture" ? preview.mediaType : "application/octet-stream");
  return (
    <div className="space-y-3">
      {preview.kind === "picture" && address !== null && (
        <img src={address} alt={text("document.preview", { name })} className="max-h-96 max-w-full rounded-lg border border-line" />
      )}
      {preview.kind === "text" && (
        <pre
          tabIndex={0}
          role="region"
          aria-label={text("document.preview", { name })}
          className="max-h-72 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-sm whitespace-pre-wrap"
        >
          {preview.text}
          {preview.isCut && "…"}
        </pre>
      )}
      {address !== null && (
        <ButtonLink size="small" href={address} download={name}>
          <Download aria-hidden />
          <T id="document.save" />
        </ButtonLink>
      )}
    </div>
  );
}

function useBlobAddress(file: Uint8Array<ArrayBuffer>, type: string): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([file], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file, type]);
  return address;
}
