type Policy = Readonly<Record<string, readonly string[]>>;

/**
 * What our pages may load and do. Scripts, styles and fonts come from this host only, and none of them stands in a page; `connect-src` allows any node
 * over https, and nodes on the reader's own machine, because readers choose whom they ask about the chain. No text becomes markup or the address of
 * a script, except as the one Trusted Types policy of `public/theme.js` allows.
 */
export function contentSecurityPolicy({ https }: { https: boolean }): Policy {
  return {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", "https:", "http://localhost:*", "http://127.0.0.1:*"],
    "worker-src": ["'self'"],
    "media-src": ["'self'", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["default"],
    ...(https ? { "upgrade-insecure-requests": [] } : {}),
  };
}

/** Without Trusted Types, for the one page whose script is a library of others that writes markup by itself. */
export function policyWithoutTrustedTypes(options: { https: boolean }): Policy {
  const { "require-trusted-types-for": _for, "trusted-types": _types, ...rest } = contentSecurityPolicy(options);
  return rest;
}

/** As the header has it. */
export function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([name, values]) => [name, ...values].join(" "))
    .join("; ");
}
