import { escapeHtml } from "../../../platform/http/pages.ts";
import type { Pages } from "./pages.ts";

export interface PageParts {
  /** Markup for the root element. */
  html: string;
  title: string;
  /** Read by the script that takes the page over. */
  data: { id: string; json: string };
  locale: string;
}

/** The built page with its root element filled. What only a touch will need is not asked for. */
export function fillTemplate({ template }: Pick<Pages, "template">, { html, title, data, locale }: PageParts) {
  const root = `<div id="root">${html}</div><script type="application/json" id="${escapeHtml(data.id)}">${asScriptText(data.json)}</script>`;
  // Replacements are functions: in a text, "$&" would mean something.
  return template
    .replace('<html lang="en">', () => `<html lang="${escapeHtml(locale)}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(title)}</title>`)
    .replace(/<noscript>[\s\S]*?<\/noscript>/, "")
    .replace('<div id="root"></div>', () => root);
}

/** JSON that no text in it can end: a script element ends at the first `</script`, and `<!--` changes how it is read. */
function asScriptText(json: string): string {
  return json.replaceAll("<", "\\u003c");
}
