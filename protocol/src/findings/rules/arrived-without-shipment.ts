import type { Subject } from "../../schemas/primitives.ts";
import { type CaseFile, finding } from "../case-file.ts";
import { opens } from "../fact.ts";
import type { Finding } from "../finding.ts";

/** Goods turn up at a place where they did not come into being and to which nobody has sent them. */
export function arrivedWithoutShipment(file: CaseFile): Finding[] {
  return file.subjects.flatMap((subject) => {
    const births = placesOfOrigin(subject, file);
    // Of goods without origin or unit nothing is known before they are first seen: another rule says so.
    if (births.size === 0) return [];
    const byPlace = Map.groupBy(
      file.about(subject).filter((fact) => !fact.isRecallOnly),
      ({ place }) => place,
    );
    return [...byPlace].flatMap(([place, facts]) => {
      if (place === undefined || births.has(place) || wasSentTo(place, subject, file)) return [];
      const message = `${file.words.item(subject)} was at ${file.words.place(place)}, but nobody has stated that it was sent there.`;
      return [finding("arrived-without-shipment", "gap", message, [subject], facts)];
    });
  });
}

/** Where the lot was made or, for a unit, packed. */
function placesOfOrigin(subject: Subject, { about, origins }: CaseFile): ReadonlySet<string> {
  const packed = about(subject).filter((fact) => fact.action === "ADD" && opens(fact, subject));
  return new Set([...origins(subject), ...packed].flatMap(({ place }) => place ?? []));
}

/**
 * A shipment of the goods themselves or of something they were packed in. One that names no place may have led anywhere. A report from
 * the place itself proves no sending.
 */
function wasSentTo(place: string, subject: Subject, { about, containers }: CaseFile): boolean {
  const moved = [subject, ...containers(subject)].flatMap((item) => about(item));
  return moved.some(
    (fact) => fact.isShipment && fact.place !== place && (fact.destinations.length === 0 || fact.destinations.includes(place)),
  );
}
