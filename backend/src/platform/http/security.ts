import type { RequestHandler } from "express";
import helmet from "helmet";
import { contentSecurityPolicy } from "./content-security-policy.ts";

/** Response headers of every answer. */
export function securityHeaders({ https }: { https: boolean }): RequestHandler {
  const directives = Object.fromEntries(Object.entries(contentSecurityPolicy({ https })).map(([name, values]) => [name, [...values]]));
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
  });
}

/** The camera is used to scan codes; nothing else of the device is. */
export const permissionsPolicy: RequestHandler = (_request, response, next) => {
  response.setHeader("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()");
  next();
};
