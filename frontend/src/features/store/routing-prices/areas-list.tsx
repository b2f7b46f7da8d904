import type { PostalAreasView } from "@waybill/protocol/schemas/api/routing";
import { History } from "../../../entities/console/History.tsx";
import type { HeldListDefinition } from "../../../entities/list/definition.ts";
import { says } from "../../../entities/list/says.ts";
import { InstantText } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { textOfAreas } from "./read-areas.ts";

/** Where postal codes are, by country. */
export const AREAS: HeldListDefinition<PostalAreasView> = {
  name: "postal-areas",
  place: "areas",
  title: "store.areas",
  keyOf: ({ country }) => country,
  nameOf: ({ country }) => country,
  columns: [
    {
      id: "country",
      head: "store.areas.country",
      cell: ({ country }) => <span className="font-semibold">{country}</span>,
      csv: ({ country }) => country,
    },
    {
      id: "areas",
      head: "store.areas",
      cell: ({ areas }) => <T id="store.areas.count" values={{ count: areas.length }} />,
      csv: ({ areas }) => textOfAreas(areas),
    },
    { id: "set", head: "store.routing.since", cell: ({ setAt }) => <InstantText time={setAt} />, csv: ({ setAt }) => setAt },
  ],
  facets: [
    { kind: "text", name: "country", label: "store.areas.country" },
    { kind: "text", name: "code", label: "store.areas.code" },
  ],
  fits: ({ country, areas }, { country: wanted, code }) =>
    says(wanted, country) && (code === undefined || areas.some(({ prefix }) => code.toUpperCase().startsWith(prefix))),
  empty: "store.areas.none",
  details: ({ country, areas }) => (
    <div className="space-y-4">
      <pre className="max-h-60 overflow-y-auto font-mono text-sm whitespace-pre-wrap" tabIndex={0}>
        {textOfAreas(areas)}
      </pre>
      <History subject={country} />
    </div>
  ),
};
