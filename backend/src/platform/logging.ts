import { pino, type Logger as PinoLogger } from "pino";

export type Logger = PinoLogger;

/** Members whose values never reach a log line, wherever they occur in it. */
const SECRET_MEMBERS = ["authorization", "cookie", "token", "privateKey", "password", "databaseUrl", "relayerKey", "registrarKey", "salt"];

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
