// The page says that a script is missing: see app/theme.css.
const say = ({ target }) => target instanceof HTMLScriptElement && (document.documentElement.dataset.script = "failed");
addEventListener("error", say, true);

// Runs before anything is drawn, so that a chosen theme does not flash.
try {
  const theme = localStorage.getItem("waybill.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's preference holds.
}
