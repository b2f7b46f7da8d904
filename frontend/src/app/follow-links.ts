import type { AppRouter } from "./router.tsx";

/**
 * Plain links stay plain, so that chips need no router; a click on one of our own pages is handed to the router here. The product page is
 * a document of its own and is left to the browser.
 */
export function followLinks(router: AppRouter): void {
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (/^\/(0[01]|api|epcis|problems)\//.test(link.pathname)) return;
    if (link.hash !== "" && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    router.history.push(link.pathname + link.search + link.hash);
  });
}
