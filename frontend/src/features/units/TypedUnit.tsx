import { useEffect } from "react";
import { CodeForm } from "../../entities/CodeForm.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { readIdentifier } from "../../lib/identifier-entry.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { pathOfSubject } from "../../lib/subject.ts";
import { Callout } from "../../ui/Callout.tsx";

/** Whoever types an SSCC where the chain's key of a unit belongs means the unit: leads there, or says what is wrong with the number. */
export function TypedUnit({ typed }: { typed: string }) {
  const t = useText();
  const entry = readIdentifier(typed);
  const path = entry.kind === "subject" ? pathOfSubject(entry.subject) : null;
  useEffect(() => {
    if (path !== null) location.replace(path);
  }, [path]);
  if (path !== null) return null;
  return (
    <>
      <PageTitle eyebrow={<T id="unit.eyebrow" />} title={typed.slice(0, 60)} />
      <Callout tone="unknown" live title={<T id="unit.typed" />}>
        <p>{entry.kind === "problem" ? t(entry.message, entry.values) : t("identifier.not-a-unit")}</p>
      </Callout>
      <CodeForm className="mt-8 max-w-2xl" />
    </>
  );
}
