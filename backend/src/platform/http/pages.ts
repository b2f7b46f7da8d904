import type { ProblemDefinition } from "../errors.ts";

/**
 * Starts the reference page; a file of its own because the policy allows no inline script. Subjects are closed at first:
 * two hundred endpoints at once are too long to look through, and slow to draw.
 */
export const REFERENCE_SCRIPT = `window.SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  validatorUrl: null,
});\n`;

/** The API reference. */
export function referencePageHtml(): string {
  return page(
    "Waybill API",
    `<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<div id="reference"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/reference.js"></script>`,
  );
}

/** The page that a problem's `type` leads to. */
export function problemPageHtml({ code, status, title, help, retryable }: ProblemDefinition): string {
  return page(
    title,
    `<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(help)}</p>
<dl>
<dt>Code</dt><dd><code>${escapeHtml(code)}</code></dd>
<dt>HTTP status</dt><dd>${status}</dd>
<dt>May the same request succeed later?</dt><dd>${retryable ? "Yes" : "No"}</dd>
</dl>
</main>`,
  );
}

/** A page of our own without scripts; `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body>
${body}
</body>
</html>
`;
}

/** Any text as text between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
