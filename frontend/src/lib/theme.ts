export type Theme = "system" | "light" | "dark";

const KEY = "waybill.theme";
const listeners = new Set<() => void>();

/** Tells `listener` whenever another theme is applied; answers how to stop. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme that the reader chose, or the system's. */
export function currentTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Applies a theme and remembers it where the browser allows. `public/theme.js` reads it at the next start. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
  for (const listener of listeners) listener();
}
