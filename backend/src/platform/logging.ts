import { pino, type Logger as PinoLogger } from "pino";
import type { Config } from "../config/config.ts";

export type Logger = PinoLogger;

/** Members whose values never reach a log line, wherever they occur in it. */
const SECRET_MEMBERS = ["authorization", "cookie", "token", "privateKey", "password", "databaseUrl", "relayerKey", "registrarKey", "salt"];

/** Addresses that may hold passwords or keys, and that libraries repeat in their errors. In development they are of this machine. */
export function addressesOf({ mode, databaseUrl, chain }: Pick<Config, "mode" | "databaseUrl" | "chain">): string[] {
  return mode === "production" ? [databaseUrl, chain.rpcUrl, chain.wsUrl].map((address) => address.reveal()) : [];
}

/** What errors of the database repeat of the rows at hand, which may tell about people. */
const ROW_MEMBERS = ["parameters", "detail", "where"];

/**
 * JSON lines on standard output, one per fact.
 *
 * @param secrets Texts that must not stand in any line, wherever they come from: errors of libraries repeat the address that they called,
 * and the address of a node often holds its key.
 */
export function createLogger(level: string, secrets: readonly string[] = []): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: { streamWrite: (line) => secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), line) },
    redact: {
      paths: [
        ...SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        ...ROW_MEMBERS.flatMap((name) => [`err.${name}`, `err.driverError.${name}`]),
      ],
      censor: "[secret]",
    },
  });
}
