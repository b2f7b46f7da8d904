import { deliveryAddress, type DeliveryAddress } from "@waybill/protocol/schemas/api/orders";
import { z } from "zod";
import { createShelf } from "../../lib/storage.ts";

/** Means of payment of the sandbox, by what becomes of them. */
export const SANDBOX_CARDS = [
  "sandbox:approve",
  "sandbox:challenge",
  "sandbox:delay",
  "sandbox:decline",
  "sandbox:refuse",
  "sandbox:lapse",
] as const;

const draft = z.object({
  name: z.string(),
  street: z.string(),
  more: z.string(),
  postcode: z.string(),
  city: z.string(),
  country: z.string(),
  card: z.enum(SANDBOX_CARDS),
});
/** The form as it is filled in. */
export type CheckoutDraft = z.infer<typeof draft>;
export type DraftProblem = "missing" | "too-long" | "wrong";
export type AddressField = Exclude<keyof CheckoutDraft, "card">;

export const BLANK: CheckoutDraft = { name: "", street: "", more: "", postcode: "", city: "", country: "", card: "sandbox:approve" };

/** Kept for this tab alone, and until it is closed: a reload loses nothing, and nobody else who uses the browser later reads an address. */
const shelf = createShelf(() => window.sessionStorage);
const DRAFT_KEY = "waybill.checkout";
const PLACING_KEY = "waybill.checkout.key";

export function readDraft(): CheckoutDraft {
  try {
    return draft.catch(BLANK).parse(JSON.parse(shelf.getItem(DRAFT_KEY) ?? "null"));
  } catch {
    return BLANK;
  }
}

export function keepDraft(next: CheckoutDraft): void {
  shelf.setItem(DRAFT_KEY, JSON.stringify(next));
}

/** Under which key this checkout places its order: the same one until it is known what became of it, also after a reload. */
export function placingKey(): string {
  const key = shelf.getItem(PLACING_KEY) ?? crypto.randomUUID();
  shelf.setItem(PLACING_KEY, key);
  return key;
}

/** The order is placed, or it is known that none was: another one gets a key of its own. */
export function endPlacing(): void {
  shelf.removeItem(PLACING_KEY);
}

/** Where the order goes, or what is wrong with what was filled in, by field. */
export function toAddress({
  name,
  street,
  more,
  postcode,
  city,
  country,
}: CheckoutDraft): DeliveryAddress | Partial<Record<AddressField, DraftProblem>> {
  const lines = [street, more].map((line) => line.trim()).filter((line, index) => index === 0 || line !== "");
  const read = deliveryAddress.safeParse({ name, lines, postcode, city, country });
  if (read.success) return read.data;
  return Object.fromEntries(
    read.error.issues.map(({ path, code }) => [
      fieldAt(path),
      code === "too_small" ? "missing" : code === "too_big" ? "too-long" : "wrong",
    ]),
  ) as Partial<Record<AddressField, DraftProblem>>;
}

function fieldAt([field, index]: readonly PropertyKey[]): AddressField {
  if (field === "lines") return index === 1 ? "more" : "street";
  return field as AddressField;
}
