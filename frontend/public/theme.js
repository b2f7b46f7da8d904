// Read as it is by every page; app/theme.css says what for.
const data = document.documentElement.dataset;
addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && (data.script = "failed"), true);
addEventListener("beforeprint", () => (data.printed = `${location.href} · ${new Date()}`));
try {
  const theme = localStorage.getItem("waybill.theme");
  if (theme === "light" || theme === "dark") data.theme = theme;
} catch {
  // The system's preference holds.
}
