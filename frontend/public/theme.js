const data = document.documentElement.dataset;
addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && (data.script = "failed"), true);
addEventListener("beforeprint", () => (data.printed = `${location.href} · ${new Date()}`));
window.trustedTypes?.createPolicy("default", {
  createHTML: (html) => html && null,
  createScript: () => {
    throw Error();
  },
  createScriptURL: (url) => (new URL(url, location).origin === origin ? url : null),
});
try {
  const theme = localStorage.getItem("waybill.theme");
  if (theme === "light" || theme === "dark") data.theme = theme;
} catch {}
