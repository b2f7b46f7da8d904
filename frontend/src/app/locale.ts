import { chooseLocale, type Locale } from "../lib/i18n/locale.ts";

/** The language of this visit, written into the document. */
export function setUpLocale(): Locale {
  const locale = chooseLocale(location.search, navigator.languages, storage());
  document.documentElement.lang = locale;
  return locale;
}

function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
