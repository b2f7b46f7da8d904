import type { RecallSimulation } from "@waybill/protocol/schemas/api/recalls";
import { T } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Goods } from "./Goods.tsx";

/** Places that goods went to, and at which nobody is known: nobody can be told here. */
export function Unreached({ unreached }: { unreached: RecallSimulation["unreached"] }) {
  if (unreached.length === 0) return null;
  return (
    <Callout tone="unknown" title={<T id="recalls.unreached" values={{ count: unreached.length }} />} className="mt-6">
      <p>
        <T id="recalls.unreached.text" />
      </p>
      <ul className="space-y-3">
        {unreached.map(({ place, subjects }) => (
          <li key={place.gln}>
            <p className="font-medium">{place.name ?? <T id="recalls.place" values={{ gln: place.gln }} />}</p>
            <Goods subjects={subjects} />
          </li>
        ))}
      </ul>
    </Callout>
  );
}
