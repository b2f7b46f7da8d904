import type { IntlConfig } from "react-intl";
import { addresses } from "virtual:messages";
import type { Locale } from "./locale.ts";

export type Messages = NonNullable<IntlConfig["messages"]>;

/** The texts of one language: all of them, or those of the product page or of a floor alone. */
export async function loadMessages(locale: Locale, set: "consumer" | "floor" | "all"): Promise<Messages> {
  const response = await fetch(addresses[`${locale}/${set}`]);
  if (!response.ok) throw new Error(`The texts of this page could not be loaded (${response.status}).`);
  return (await response.json()) as Messages;
}
