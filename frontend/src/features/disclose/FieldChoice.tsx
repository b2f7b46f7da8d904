import { discloseFields } from "@waybill/protocol/disclosure/disclose-fields";
import type { BundledStatement } from "@waybill/protocol/disclosure/statements-in";
import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { EyeOff } from "lucide-react";
import { useMemo, useState } from "react";
import { download } from "../../lib/download.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { groupsOf } from "./field-groups.ts";
import { GroupBoxes } from "./GroupBoxes.tsx";

/** The fields of one statement to choose from: nothing is shown that was not ticked. Made on this device; nothing is sent. */
export function FieldChoice({ statement }: { statement: BundledStatement }) {
  const groups = useMemo(() => groupsOf(statement.event as JsonObject), [statement]);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<{ saved: string } | { refused: string } | null>(null);
  const all = groups.reduce((sum, { fields }) => sum + fields.length, 0);
  const save = () => {
    const name = `waybill-disclosure-${statement.commitment.slice(2, 10)}.json`;
    try {
      download(name, stringifyLossless(discloseFields(statement, [...shown]), 2), "application/json");
      setOutcome({ saved: name });
    } catch (error) {
      // A file may hold anything, such as numbers that no statement can.
      setOutcome({ refused: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div className="space-y-4">
      <fieldset>
        <legend className="font-medium">
          <T id="disclose.fields" />
        </legend>
        <ul className="mt-2 divide-y divide-line border-y border-line">
          {groups.map((group) => (
            <GroupBoxes key={group.pointer} group={group} shown={shown} onChange={setShown} />
          ))}
        </ul>
      </fieldset>
      <p className="text-sm text-muted">
        <T id="disclose.always" />
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" disabled={shown.size === 0} onClick={save}>
          <EyeOff aria-hidden />
          <T id="disclose.save" />
        </Button>
        <span role="status" className="text-sm">
          <T id="disclose.count" values={{ shown: shown.size, hidden: all - shown.size }} />
        </span>
      </div>
      {outcome !== null && "saved" in outcome && (
        <p role="status" className="text-sm">
          <T id="disclose.saved" values={{ name: <strong className="break-all">{outcome.saved}</strong> }} />
        </p>
      )}
      {outcome !== null && "refused" in outcome && (
        <Callout tone="failed" live title={<T id="disclose.refused" />}>
          <p>{outcome.refused}</p>
        </Callout>
      )}
    </div>
  );
}
