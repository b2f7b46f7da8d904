import "./app/theme.css";
import { isDrawnForThisReader } from "./app/drawn-page.ts";
import { startAtFirstTouch } from "./app/first-touch.ts";

/**
 * A product page must open fast on any telephone, so it starts without router and dialogs, and one that the server drew starts with nothing
 * at all. Every other page loads the whole application.
 */
const isProductPage = /^\/0[01]\//.test(location.pathname);
const root = document.getElementById("root") as HTMLElement;
const productPage = () => import("./app/start-product-page.tsx");
const application = () => import("./app/start-application.tsx");
const start = async () => {
  try {
    await (await (isProductPage ? productPage() : application())).start(root);
  } catch (error) {
    // As public/theme.js does when not even this script comes.
    document.documentElement.dataset.script = "failed";
    throw error;
  }
};
if (isProductPage && isDrawnForThisReader()) startAtFirstTouch(root, start);
else void start();
