import type { Socket } from "node:net";
import type { PlatformApp } from "../app.ts";
import { ProblemError } from "../errors.ts";
import { newTraceId } from "../ids.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { contentSecurityPolicy, policyText } from "./content-security-policy.ts";
import { PROBLEM_TYPE, problemBody, problemPage } from "./problem-response.ts";
import { STRICT_TRANSPORT } from "./security.ts";

/** Of the request line and all headers together. */
export const MAX_HEAD_BYTES = 16_384;

const LINGER_MILLISECONDS = 2_000;

/** As Node reports what it cannot read; `rawPacket` is the piece it was reading. */
type UnreadableError = Error & { code?: string; rawPacket?: Buffer };

/** Answers requests that never become one: too long, ill-formed, or not finished in time. Without this the client would get a bare line, or nothing. */
export function answerUnreadable(app: PlatformApp): (error: UnreadableError, socket: Socket) => void {
  const https = app.config.mode === "production";
  return (error, socket) => {
    // What still arrives of the same request.
    if (socket.writableEnded) return;
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const start = error.rawPacket?.toString("latin1") ?? "";
    const traceId = newTraceId(app.random);
    const problem = problemOf(error, start);
    const { status, code, title } = problem.problem;
    const body = JSON.stringify(problemBody(problem, { path: pathIn(start), traceId }));
    app.log.debug({ traceId, status, cause: error.code }, "unreadable request");
    socket.end(
      [
        `HTTP/1.1 ${status} ${title.replace(/\.$/, "")}`,
        `Content-Type: ${PROBLEM_TYPE}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        `Link: <${problemPage(code)}>; rel="help"`,
        `X-Trace-Id: ${traceId}`,
        "X-Content-Type-Options: nosniff",
        `Content-Security-Policy: ${policyText(contentSecurityPolicy({ https }))}`,
        ...(https ? [`Strict-Transport-Security: ${STRICT_TRANSPORT}`] : []),
        "Cache-Control: no-store",
        "Connection: close",
        "",
        body,
      ].join("\r\n"),
    );
    // Hanging up on what the client is still sending would reset the connection, and the answer might be lost with it.
    const cut = setTimeout(() => socket.destroy(), LINGER_MILLISECONDS);
    socket.once("close", () => clearTimeout(cut));
  };
}

function problemOf({ code, ...cause }: UnreadableError, start: string): ProblemError {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new ProblemError(PLATFORM_PROBLEMS.requestTimeout, { cause });
  if (code !== "HPE_HEADER_OVERFLOW")
    return new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "The request is not well-formed HTTP.", cause });
  // A piece without any line end is still the address: headers are short lines.
  const [line = ""] = start.split("\r\n");
  const isAddress = line.length === start.length || line.length > MAX_HEAD_BYTES / 2;
  const detail = `Address and headers together have more than ${MAX_HEAD_BYTES} bytes.`;
  return new ProblemError(isAddress ? PLATFORM_PROBLEMS.uriTooLong : PLATFORM_PROBLEMS.headersTooLarge, { detail, cause });
}

/** The path that was asked for, as far as it can be told: clients of EPCIS read the type of a problem. */
function pathIn(start: string): string {
  return (/^[A-Z]+ (\/[\w./:~%-]*)/.exec(start)?.[1] ?? "/").slice(0, 200);
}
