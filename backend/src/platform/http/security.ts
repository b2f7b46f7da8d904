import type { RequestHandler } from "express";
import { rateLimit } from "express-rate-limit";
import helmet from "helmet";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";

/**
 * Response headers of every answer. Scripts, styles and fonts come from this host only; `connect-src` allows any
 * node over https, and nodes on the reader's own machine, because readers choose whom they ask about the chain.
 */
export function securityHeaders({ https }: { https: boolean }): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'", "https:", "http://localhost:*", "http://127.0.0.1:*"],
        "worker-src": ["'self'", "blob:"],
        "media-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        ...(https ? { "upgrade-insecure-requests": [] } : {}),
      },
    },
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

const MINUTE = 60_000;

/**
 * Token buckets per address: all requests, and a quarter of it for writes. They live in this process; behind a load
 * balancer each process counts for itself.
 */
export function rateLimits(perMinute: number): RequestHandler[] {
  const isRead = (method: string) => method === "GET" || method === "HEAD" || method === "OPTIONS";
  return [limiter(MINUTE, perMinute, () => false), limiter(MINUTE, Math.ceil(perMinute / 4), isRead)];
}

/** A bucket of its own for one route that people use by hand. */
export function hourlyLimit(perHour: number): RequestHandler {
  return limiter(60 * MINUTE, perHour, () => false);
}

function limiter(windowMs: number, limit: number, skip: (method: string) => boolean): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    skip: (request) => skip(request.method),
    handler: (_request, _response, next) => next(new ProblemError(PLATFORM_PROBLEMS.tooManyRequests)),
  });
}
