import { deliveryAddress, type DeliveryAddress, type OrderView } from "@waybill/protocol/schemas/api/orders";
import type { Principal } from "../../platform/http/principal.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { show } from "../../platform/personal/show.ts";
import type { OrderRow } from "./orders.store.ts";

/** Seals where an order goes under the key of whoever placed it. */
export function sealDelivery(personal: PersonalFields, person: string, address: DeliveryAddress): Buffer {
  return personal.seal("orders.delivery", person, JSON.stringify(address));
}

/** Where an order goes, for whoever packs it; null when its customer was erased. */
export function openDelivery(
  personal: PersonalFields,
  { person, delivery }: Pick<OrderRow, "person" | "delivery">,
): DeliveryAddress | null {
  const text = personal.open("orders.delivery", person, delivery);
  return text === null ? null : deliveryAddress.parse(JSON.parse(text));
}

/** Where an order goes, as whoever asks may read it. */
export function showDelivery(
  principal: Principal | null,
  personal: PersonalFields,
  { person, delivery, country }: Pick<OrderRow, "person" | "delivery" | "country">,
): OrderView["delivery"] {
  const address = openDelivery(personal, { person, delivery });
  if (address === null) return { name: null, lines: null, postcode: null, city: null, country };
  const { name, lines, postcode, city } = address;
  const shown = (told: string) => show(principal, "orders.delivery", { text: told, person });
  const shownLines = lines.map(shown).filter((line) => line !== null);
  return {
    ...{ name: shown(name), lines: shownLines.length === 0 ? null : shownLines, postcode: shown(postcode), city: shown(city), country },
  };
}
