import { deliveryAddress, type DeliveryAddress } from "@waybill/protocol/schemas/api/orders";
import { newUuid } from "../../platform/ids.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import type { Warehouse } from "../warehouse.ts";

/** Where a parcel goes, as it is written down, and the owner of the key that opens it. */
export interface SealedDelivery {
  sealed: Buffer;
  key: string;
  country: string;
}

/** The same as it lies in its row; both are null where nobody has to know it any more. */
export type KeptDelivery = { [Part in "sealed" | "key"]: SealedDelivery[Part] | null };

/**
 * Seals where a parcel goes under a key of its own. Named at random: a shipment that was withdrawn may be instructed again, and a database that
 * was restored hears words again whose keys are destroyed. A key whose word is not taken in the end opens nothing.
 */
export function sealDelivery({ personal, random }: Pick<Warehouse, "personal" | "random">, address: DeliveryAddress): SealedDelivery {
  const key = `shipment:${newUuid(random)}`;
  return { sealed: personal.seal("shipments.delivery", key, JSON.stringify(address)), key, country: address.country };
}

/** Where a parcel goes; null once that is forgotten, also in a restored database. */
export function openDelivery(personal: PersonalFields, { sealed, key }: KeptDelivery): DeliveryAddress | null {
  const text = key === null ? null : personal.open("shipments.delivery", key, sealed);
  return text === null ? null : deliveryAddress.parse(JSON.parse(text));
}
