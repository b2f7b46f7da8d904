import { useState } from "react";
import { useDocumentTitle } from "../../../lib/document-title.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import type { SubjectName } from "../../../lib/subject.ts";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";

/** A readable code about which nothing was reported. */
export function NothingReported({ subject }: { subject: string }) {
  const label = useSubjectLabel();
  return (
    <div className="mt-8 max-w-2xl rounded-xl border border-line bg-surface p-6">
      <h2 className="text-2xl">
        <T id="journey.empty.title" />
      </h2>
      <p className="mt-2">
        <T id="journey.empty.detail" values={{ code: <strong>{label(subject)}</strong> }} />
      </p>
      <p className="mt-2 text-muted">
        <T id="journey.empty.check-code" />
      </p>
      <ButtonLink look="primary" href="/scan" className="mt-5">
        <T id="journey.empty.scan" />
      </ButtonLink>
    </div>
  );
}

export function BadCode() {
  useDocumentTitle(useText()("journey.bad-code.title"));
  return (
    <div className="max-w-2xl">
      <h1 className="text-4xl">
        <T id="journey.bad-code.title" />
      </h1>
      <p className="mt-3 text-muted">
        <T id="journey.bad-code.detail" />
      </p>
      <ButtonLink look="primary" href="/scan" className="mt-6">
        <T id="journey.empty.scan" />
      </ButtonLink>
    </div>
  );
}

/** A GTIN alone names a kind of product: asks for the lot or serial that is printed on the one in hand. */
export function WhichOne({ name }: { name: SubjectName }) {
  const [value, setValue] = useState("");
  const [qualifier, setQualifier] = useState<"10" | "21">("10");
  useDocumentTitle(useText()("journey.class.title"));
  const open = () => {
    if (value.trim() !== "") location.assign(`/01/${name.key}/${qualifier}/${encodeURIComponent(value.trim())}`);
  };
  return (
    <form
      className="mt-8 max-w-xl rounded-xl border border-line bg-surface p-6"
      onSubmit={(event) => {
        event.preventDefault();
        open();
      }}
    >
      <h2 className="text-2xl">
        <T id="journey.class.title" />
      </h2>
      <p className="mt-2 text-muted">
        <T id="journey.class.detail" />
      </p>
      <label htmlFor="which-one" className="mt-5 block font-medium">
        <T id="journey.class.lot" />
      </label>
      <input
        id="which-one"
        required
        maxLength={20}
        autoComplete="off"
        value={value}
        onChange={(event) => setValue(event.target.value)}
        className="mt-1.5 min-h-11 w-full rounded-lg border border-line-strong bg-surface px-3 text-lg"
      />
      <div className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
        {(["10", "21"] as const).map((ai) => (
          <label key={ai} className="inline-flex min-h-8 items-center gap-2">
            <input
              type="radio"
              name="qualifier"
              checked={qualifier === ai}
              onChange={() => setQualifier(ai)}
              className="size-4.5 accent-(--accent)"
            />
            <T id={ai === "10" ? "journey.class.as-lot" : "journey.class.as-serial"} />
          </label>
        ))}
      </div>
      <Button type="submit" look="primary" className="mt-4">
        <T id="journey.class.open" />
      </Button>
    </form>
  );
}
