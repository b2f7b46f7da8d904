import type { RequestHandler } from "express";
import helmet from "helmet";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const STRICT_SECONDS = 31_536_000;
/** The field by which browsers come back over HTTPS alone, for a year. */
export const STRICT_TRANSPORT = `max-age=${STRICT_SECONDS}; includeSubDomains`;

/** Response headers of every answer. */
export function securityHeaders({ https }: { https: boolean }): RequestHandler {
  const directives = Object.fromEntries(Object.entries(contentSecurityPolicy({ https })).map(([name, values]) => [name, [...values]]));
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: https ? { maxAge: STRICT_SECONDS, includeSubDomains: true } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
  });
}

/** The camera is used to scan codes; nothing else of the device is. */
export const permissionsPolicy: RequestHandler = (_request, response, next) => {
  response.setHeader("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()");
  next();
};
