import type { FootprintBrief } from "@waybill/protocol/footprint/brief";
import type { StatementDocument } from "@waybill/protocol/schemas/api/documents";
import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";
import { JourneyMap } from "./map/JourneyMap.tsx";
import type { Stop, StoryEvent } from "./model/story.ts";
import { Custody } from "./parts/Custody.tsx";
import { Footprint } from "./parts/Footprint.tsx";
import { JourneyDocuments } from "./parts/JourneyDocuments.tsx";
import { Related } from "./parts/Related.tsx";
import { productNames } from "./product-names.ts";
import { TemperatureSection } from "./temperature/TemperatureSection.tsx";

export interface BelowTheFoldProps {
  journey: JourneyView;
  /** Those of the journey, when they came along. */
  documents?: readonly StatementDocument[];
  /** Its footprint, when it came along. */
  footprint?: FootprintBrief | null;
  events: readonly StoryEvent[];
  stops: readonly Stop[];
  /** Told of each document that a reader had checked. */
  onChecked?: (link: string, status: "passed" | "failed") => void;
  /** For the files that readers save. */
  fileName: string;
}

/** What readers see who go on reading: where it was, how warm it was, what moving it emitted, who held it, and what belongs to it. */
export function BelowTheFold({ journey, documents, footprint, events, stops, fileName, onChecked }: BelowTheFoldProps) {
  return (
    <>
      <TemperatureSection events={events} fileName={fileName} />
      <JourneyMap stops={stops} fileName={fileName} />
      <Footprint subject={journey.subject} known={footprint} />
      <JourneyDocuments subject={journey.subject} known={documents} onChecked={onChecked} />
      <Custody custody={journey.custody} />
      <Related subject={journey.subject} related={journey.related} nameOf={productNames(journey)} />
    </>
  );
}
