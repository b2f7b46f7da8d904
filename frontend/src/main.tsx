import "./app/theme.css";

/**
 * A product page must open fast on any telephone, so it starts without router and dialogs. Every other page loads the whole application.
 */
const isProductPage = /^\/0[01]\//.test(location.pathname);
const start = isProductPage ? import("./app/start-product-page.tsx") : import("./app/start-application.tsx");
void start.then(({ start }) => start(document.getElementById("root") as HTMLElement));
