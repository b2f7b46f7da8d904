import type { Reply } from "../../platform/http/route.ts";
import { fittingName } from "./upload/file-name.ts";

/** What a browser may show in place; everything else is saved. */
const SHOWN = /^(image\/(png|jpeg|webp)|text\/plain)$/;

/**
 * A document as an answer: of the type that its bytes have, never of one that a browser guesses; nothing in it may run, load or submit
 * anything; and only pictures and plain text are shown in place.
 */
export function contentResponse(
  bytes: Uint8Array,
  { cid, mediaType, name }: { cid: string; mediaType: string; name: string | null },
): Reply {
  const disposition = SHOWN.test(mediaType) ? "inline" : "attachment";
  return {
    status: 200,
    bytes,
    contentType: mediaType.startsWith("text/") ? `${mediaType}; charset=utf-8` : mediaType,
    headers: {
      "Cache-Control": "public, max-age=31536000, immutable",
      ETag: `"${cid}"`,
      "Content-Disposition": name === null ? disposition : `${disposition}; filename*=UTF-8''${encoded(fittingName(name, mediaType))}`,
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      "Cross-Origin-Resource-Policy": "same-origin",
    },
  };
}

/** RFC 8187, section 3.2. */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
