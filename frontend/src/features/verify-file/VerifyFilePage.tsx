import { FileCheck2 } from "lucide-react";
import { useCallback, useState, type ReactNode } from "react";
import { PageTitle } from "../../entities/Fetched.tsx";
import { FileDrop } from "../../entities/FileDrop.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";

/** Larger files are no bundles of ours: the server cuts a journey long before. */
const MAX_BYTES = 32 * 1024 * 1024;

interface VerifyFilePageProps {
  /** Draws the check of a file that is at hand, and what else can be done with it. */
  renderProof: (bundle: () => Promise<string>, fileName: string) => ReactNode;
}

/** Checks a bundle file without asking our server anything. */
export function VerifyFilePage({ renderProof }: VerifyFilePageProps) {
  const t = useText();
  const [file, setFile] = useState<File | null>(null);
  const [isTooLarge, setIsTooLarge] = useState(false);
  const take = (taken: File) => {
    setIsTooLarge(taken.size > MAX_BYTES);
    setFile(taken.size > MAX_BYTES ? null : taken);
  };
  const read = useCallback(() => (file === null ? Promise.reject(new Error("no file")) : file.text()), [file]);
  return (
    <>
      <PageTitle title={t("verify.title")}>
        <T id="verify.intro" />
      </PageTitle>
      <FileDrop
        icon={<FileCheck2 aria-hidden />}
        accept=".json,application/json"
        action={<T id={file === null ? "verify.choose" : "verify.choose-other"} />}
        hint={<T id="verify.stays" />}
        onFile={take}
      >
        {file === null ? <T id="verify.drop" /> : <strong>{file.name}</strong>}
      </FileDrop>
      {isTooLarge && <Callout className="mt-6" tone="failed" live title={<T id="verify.too-large" />} />}
      {file !== null && (
        <div key={`${file.name} ${file.lastModified} ${file.size}`} className="mt-8 space-y-8">
          {renderProof(read, file.name)}
        </div>
      )}
    </>
  );
}
