import type { InstructedGoods } from "@waybill/protocol/schemas/warehouse/instructions";
import type { FloorShipment } from "@waybill/protocol/schemas/warehouse/floor";

export interface PickedPart extends InstructedGoods {
  title: string;
}

/** What was picked under the word that counts, by line, lot and expiry: all of it goes into parcels. */
export function pickedParts({ fence, tasks, goods }: Pick<FloorShipment, "fence" | "tasks" | "goods">): PickedPart[] {
  const parts = new Map<string, PickedPart>();
  for (const { kind, fence: under, line, gtin, lot, expiry, done } of tasks) {
    if (kind !== "pick" || under !== fence || line === null || done === 0) continue;
    const name = partName({ line, gtin, lot, expiry });
    const title = goods.find((one) => one.line === line)?.title ?? gtin;
    parts.set(name, { line, gtin, lot, expiry, title, quantity: done + (parts.get(name)?.quantity ?? 0) });
  }
  return [...parts.values()];
}

/** One text for each line, lot and expiry. */
export function partName({ line, gtin, lot, expiry }: Omit<InstructedGoods, "quantity">): string {
  return JSON.stringify([line, gtin, lot, expiry]);
}

/** What is left of parts when parcels are closed. */
export function leftOver(parts: readonly PickedPart[], parcels: readonly (readonly InstructedGoods[])[]): PickedPart[] {
  const packed = new Map<string, number>();
  for (const part of parcels.flat()) packed.set(partName(part), part.quantity + (packed.get(partName(part)) ?? 0));
  return parts
    .map((part) => ({ ...part, quantity: part.quantity - (packed.get(partName(part)) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}
