import type { Locale } from "./locale.ts";

type Messages = typeof import("virtual:messages/en/all").default;

const CONSUMER: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import("virtual:messages/en/consumer"),
  de: () => import("virtual:messages/de/consumer"),
  "en-XA": () => import("virtual:messages/en-XA/consumer"),
};

const ALL: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import("virtual:messages/en/all"),
  de: () => import("virtual:messages/de/all"),
  "en-XA": () => import("virtual:messages/en-XA/all"),
};

/** The texts of one language: all of them, or those of the product page only. */
export async function loadMessages(locale: Locale, set: "consumer" | "all"): Promise<Messages> {
  return (await (set === "consumer" ? CONSUMER : ALL)[locale]()).default;
}
