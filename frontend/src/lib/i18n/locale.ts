/** Languages that the screens speak; `en-XA` is the pseudo-language for tests of translatability. */
export const LOCALES = ["en", "en-XA"] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = "waybill.locale";

/** `?locale=` wins and is remembered for the visit, then the browser's languages, then English. */
export function chooseLocale(search: string, languages: readonly string[], storage: Pick<Storage, "getItem" | "setItem"> | null): Locale {
  const asked = find(new URLSearchParams(search).get("locale"));
  if (asked !== undefined) {
    storage?.setItem(KEY, asked);
    return asked;
  }
  const remembered = find(storage?.getItem(KEY) ?? null);
  return remembered ?? languages.map((language) => find(language.split("-")[0] ?? null)).find((locale) => locale !== undefined) ?? "en";
}

/** The language of the page as it stands. */
export function currentLocale(): Locale {
  return find(document.documentElement.lang) ?? "en";
}

function find(name: string | null): Locale | undefined {
  return LOCALES.find((locale) => locale === name);
}
