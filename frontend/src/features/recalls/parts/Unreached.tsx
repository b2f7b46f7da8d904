import type { RecallSimulation } from "@waybill/protocol/schemas/api/recalls";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { Goods } from "./Goods.tsx";

interface UnreachedProps {
  unreached: RecallSimulation["unreached"];
  /** The notice to hand over, once there is one. */
  notice?: string | undefined;
}

/** Places that goods went to, and at which nobody is known: nobody can be told here, but anybody can be handed the notice. */
export function Unreached({ unreached, notice }: UnreachedProps) {
  const t = useText();
  if (unreached.length === 0) return null;
  const link = notice === undefined ? undefined : `${window.location.origin}/recalls/${notice}`;
  return (
    <Callout tone="unknown" title={<T id="recalls.unreached" values={{ count: unreached.length }} />} className="mt-6">
      <p>
        <T id="recalls.unreached.text" /> {link !== undefined && <T id="recalls.unreached.hand-over" />}
      </p>
      <ul className="space-y-3">
        {unreached.map(({ place, subjects }) => (
          <li key={place.gln}>
            <p className="font-medium">{place.name ?? <T id="recalls.place" values={{ gln: place.gln }} />}</p>
            <Goods subjects={subjects} />
          </li>
        ))}
      </ul>
      {link !== undefined && (
        <p className="mt-4 flex flex-wrap items-center gap-2">
          <a href={link} className="break-all underline">
            {link}
          </a>
          <CopyButton text={link} label={t("recalls.unreached.copy")} copiedLabel={t("recalls.unreached.copied")} wide />
          <Button size="small" className="no-print" onClick={() => window.print()}>
            <T id="recalls.unreached.print" />
          </Button>
        </p>
      )}
    </Callout>
  );
}
