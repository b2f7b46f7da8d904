import { chooseLocale, type Locale } from "../lib/i18n/locale.ts";

/** The language of this visit, written into the document. */
export function setUpLocale(): Locale {
  const locale = readersLocale();
  document.documentElement.lang = locale;
  return locale;
}

/** The language of this visit. */
export function readersLocale(): Locale {
  return chooseLocale(location.search, navigator.languages, storage());
}

function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
