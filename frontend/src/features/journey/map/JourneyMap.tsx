import { useMemo } from "react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import type { Stop } from "../model/story.ts";
import { placeName } from "../parts/place-name.ts";
import { markersOf } from "./markers.ts";
import { MapDrawing } from "./MapDrawing.tsx";
import { StopsTable } from "./StopsTable.tsx";

/** The journey on a map, and beside it a table with the same content. */
export function JourneyMap({ stops, fileName }: { stops: readonly Stop[]; fileName: string }) {
  const t = useText();
  const markers = useMemo(() => markersOf(stops), [stops]);
  const unlocated = new Set(stops.filter(({ place }) => place.latitude === null).map(({ place }) => place.gln)).size;
  if (stops.length === 0) return null;
  return (
    <Section id="map" title={<T id="journey.map" />} intro={<T id="journey.map.intro" values={{ count: stops.length }} />}>
      {markers.length > 0 && (
        <MapDrawing
          stops={stops}
          markers={markers}
          label={t("journey.map.label", { stops: stops.map(({ place }, index) => `${index + 1} ${placeName(t, place)}`).join(", ") })}
        />
      )}
      {unlocated > 0 && (
        <p className="mt-2 text-sm text-muted">
          <T id="journey.map.unlocated" values={{ count: unlocated }} />
        </p>
      )}
      <StopsTable stops={stops} fileName={fileName} />
    </Section>
  );
}
