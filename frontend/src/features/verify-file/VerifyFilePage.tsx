import { FileCheck2 } from "lucide-react";
import { useCallback, useState, type DragEvent, type ReactNode } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { cn } from "../../lib/class-names.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";

/** Larger files are no bundles of ours: the server cuts a journey long before. */
const MAX_BYTES = 32 * 1024 * 1024;

interface VerifyFilePageProps {
  /** Draws the check of a bundle that is at hand. */
  renderCheck: (bundle: () => Promise<string>, fileName: string) => ReactNode;
}

/** Checks a bundle file without asking our server anything. */
export function VerifyFilePage({ renderCheck }: VerifyFilePageProps) {
  const t = useText();
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setIsOver] = useState(false);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const take = (taken: File | undefined) => {
    setIsOver(false);
    if (taken === undefined) return;
    setIsTooLarge(taken.size > MAX_BYTES);
    setFile(taken.size > MAX_BYTES ? null : taken);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  const read = useCallback(() => (file === null ? Promise.reject(new Error("no file")) : file.text()), [file]);
  return (
    <>
      <PageTitle title={t("verify.title")}>
        <T id="verify.intro" />
      </PageTitle>
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={cn(
          "rounded-2xl border-2 border-dashed border-line-strong bg-surface p-6 text-center sm:p-10",
          isOver && "border-accent bg-accent-soft",
        )}
      >
        <FileCheck2 aria-hidden className="mx-auto size-9 text-accent" />
        <p className="mt-3 text-lg">{file === null ? <T id="verify.drop" /> : <strong>{file.name}</strong>}</p>
        <label className="mt-4 inline-flex min-h-11 cursor-pointer items-center rounded-lg border border-line-strong bg-surface px-4 font-medium focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-focus hover:bg-sunken">
          <input type="file" accept=".json,application/json" className="sr-only" onChange={(event) => take(event.target.files?.[0])} />
          <T id={file === null ? "verify.choose" : "verify.choose-other"} />
        </label>
        <p className="mt-3 text-sm text-muted">
          <T id="verify.stays" />
        </p>
      </div>
      {isTooLarge && <Callout className="mt-6" tone="failed" live title={<T id="verify.too-large" />} />}
      {file !== null && (
        <div key={`${file.name} ${file.lastModified} ${file.size}`} className="mt-8">
          {renderCheck(read, file.name)}
        </div>
      )}
    </>
  );
}
