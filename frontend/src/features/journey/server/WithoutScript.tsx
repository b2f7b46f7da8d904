import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { readSubject } from "../../../lib/subject.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { StopsTable } from "../map/StopsTable.tsx";
import { eventsOf, stopsOf } from "../model/story.ts";
import { Custody } from "../parts/Custody.tsx";
import { Erased } from "../parts/Erased.tsx";
import { Related } from "../parts/Related.tsx";
import { productNames } from "../product-names.ts";
import { TemperatureSection } from "../temperature/TemperatureSection.tsx";

/** What script would fetch and draw on the way down the page, at once and without it: tables where it would draw a map. */
export function WithoutScript({ journey }: { journey: JourneyView }) {
  const t = useText();
  const events = eventsOf(journey);
  const stops = stopsOf(events);
  const { key } = readSubject(journey.subject);
  return (
    <>
      <Erased erased={journey.erased} />
      <TemperatureSection events={events} fileName={key} />
      {stops.length > 0 && (
        <Section id="map" title={t("journey.map.table")} intro={<T id="journey.map.intro" values={{ count: stops.length }} />}>
          <StopsTable stops={stops} fileName={key} />
        </Section>
      )}
      <Custody custody={journey.custody} />
      <Related subject={journey.subject} related={journey.related} nameOf={productNames(journey)} />
    </>
  );
}
