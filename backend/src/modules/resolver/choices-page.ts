import { labelOf } from "@waybill/protocol/identifiers/label";
import { escapeHtml, page } from "../../platform/http/pages.ts";
import type { Asked, Target } from "./target.ts";

/** For a person whom several links fit alike: each with its language and the host that it leads to. */
export function choicesPage({ link }: Asked, targets: readonly Target[]): string {
  const title = `${labelOf(link.canonical)}: several links`;
  const items = targets.map(({ href, title: name, language }) => {
    const host = new URL(href).host;
    return `<li><a href="${escapeHtml(href)}" rel="noreferrer"${language === null ? "" : ` hreflang="${escapeHtml(language)}"`}>${escapeHtml(name)}</a>${language === null ? "" : ` (${escapeHtml(language)})`}, at ${escapeHtml(host)}</li>`;
  });
  return page(
    title,
    `<main>\n<h1>${escapeHtml(title)}</h1>\n<p>More than one link is of the type that was asked for.</p>\n<ul>\n${items.join("\n")}\n</ul>\n</main>`,
  );
}
