import { statementsIn, type BundledStatement } from "@waybill/protocol/disclosure/statements-in";
import { useCallback, useState } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { bareName, shortHex } from "../../lib/short.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Combobox } from "../../ui/Combobox.tsx";
import { Field } from "../../ui/Field.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { FieldChoice } from "./FieldChoice.tsx";

interface DiscloseFieldsProps {
  /** Gets the text of a bundle. */
  bundle: () => Promise<string>;
  /** The bundle comes from a server that gives it to anybody: then nothing stays hidden. */
  isPublic: boolean;
}

/** Makes a disclosure of a bundle, without asking a server: closed until asked for. */
export function DiscloseFields(props: DiscloseFieldsProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <Opened {...props} />;
  return (
    <Button onClick={() => setIsOpen(true)}>
      <T id="disclose.open" />
    </Button>
  );
}

function Opened({ bundle, isPublic }: DiscloseFieldsProps) {
  const text = useText();
  const load = useCallback(async () => readStatements(await bundle()), [bundle]);
  const { data, error, reload } = useLoaded(load);
  const [chosen, setChosen] = useState<BundledStatement | null>(null);
  if (data === undefined)
    return error === undefined ? <Skeleton lines={4} label={text("app.loading")} /> : <LoadFailure error={error} onRetry={reload} />;
  if ("reason" in data)
    return (
      <Callout tone="unknown" live title={<T id="disclose.unreadable" />}>
        <p>{data.reason}</p>
      </Callout>
    );
  const { statements } = data;
  const statement = chosen ?? (statements.length === 1 ? (statements[0] ?? null) : null);
  return (
    <section aria-label={text("disclose.title")} className="space-y-4 rounded-xl border border-line bg-surface p-4 sm:p-5">
      <div>
        <h3 className="text-lg">
          <T id="disclose.title" />
        </h3>
        <p className="mt-1 text-muted">
          <T id="disclose.intro" />
        </p>
      </div>
      <Callout tone={isPublic ? "unknown" : "neutral"} title={<T id={isPublic ? "disclose.public" : "disclose.private"} />}>
        <p>
          <T id={isPublic ? "disclose.public.text" : "disclose.private.text"} />
        </p>
      </Callout>
      {statements.length > 1 && (
        <Field label={<T id="disclose.statement" />}>
          <Combobox
            items={statements}
            value={chosen}
            onValueChange={setChosen}
            textOf={nameOf}
            keyOf={({ commitment }) => commitment}
            empty={<T id="disclose.no-statement" />}
          />
        </Field>
      )}
      {statement !== null && <FieldChoice key={statement.commitment} statement={statement} />}
    </section>
  );
}

/** What a file holds is no failure of loading it: trying again would not help. */
function readStatements(text: string): { statements: BundledStatement[] } | { reason: string } {
  try {
    return { statements: statementsIn(text) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

function nameOf({ event, commitment }: BundledStatement): string {
  const said = [event["bizStep"] ?? event["type"], event["eventTime"]].filter((part) => typeof part === "string");
  return [...said.map(bareName).slice(0, 1), ...said.slice(1), shortHex(commitment)].join(", ");
}
