// Runs before anything is drawn, so that a chosen theme does not flash.
try {
  const theme = localStorage.getItem("waybill.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's preference holds.
}
