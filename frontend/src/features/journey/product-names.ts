import type { JourneyView } from "@waybill/protocol/schemas/api/traceability";

/** The name of a subject's product as any statement of the journey has it. */
export function productNames(journey: JourneyView): (subject: string) => string | null {
  const names = new Map(
    journey.statements.flatMap(({ items }) => items.map((item) => [item.subject as string, item.product?.name ?? null])),
  );
  return (subject) => names.get(subject) ?? null;
}
