import { pino, type Logger as PinoLogger } from "pino";

export type Logger = PinoLogger;

/** Members whose values never reach a log line, wherever they occur in it. */
const SECRET_MEMBERS = ["authorization", "cookie", "token", "privateKey", "password", "databaseUrl", "relayerKey", "registrarKey", "salt"];

/** JSON lines on standard output, one per fact. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[secret]" },
  });
}
