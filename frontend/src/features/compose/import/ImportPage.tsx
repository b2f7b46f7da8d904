import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { Heading } from "../../../entities/Heading.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { FileStep } from "./FileStep.tsx";
import { CheckStep } from "./CheckStep.tsx";
import type { CheckedRow } from "./model/check-rows.ts";
import { SignStep } from "./SignStep.tsx";
import type { ImportFile } from "./use-import.ts";

interface ImportPageProps {
  config: PublicConfig;
  account: Address | null;
  gln: string | null;
  onConnect: () => void;
  /** Everything is signed: the outbox has it. */
  onSigned: () => void;
}

/** From a file to signed events: choose, say which column is what, check, sign. */
export function ImportPage({ config, account, gln, onConnect, onSigned }: ImportPageProps) {
  const [file, setFile] = useState<ImportFile | null>(null);
  const [chosen, setChosen] = useState<readonly CheckedRow[] | null>(null);
  if (file !== null && chosen !== null && account !== null) {
    return <SignStep file={file} rows={chosen} account={account} config={config} onBack={() => setChosen(null)} onSigned={onSigned} />;
  }
  const review = (rows: readonly CheckedRow[]) => {
    if (account === null) return onConnect();
    setChosen(rows);
    window.scrollTo(0, 0);
  };
  return (
    <div className="max-w-4xl">
      <Heading className="text-3xl" id="import.title" />
      <p className="mt-2 mb-8 text-lg text-muted">
        <T id="import.intro" />
      </p>
      <FileStep file={file} onRead={setFile} />
      {file !== null && <CheckStep key={keyOf(file)} file={file} importer={{ account, gln }} onReview={review} />}
    </div>
  );
}

/** Another file, or another step, is checked from the start. */
function keyOf({ name, subject, rows }: ImportFile): string {
  return [name, subject.happening, subject.template, rows.rows.length, rows.heads.join()].join(" ");
}
