import { readFileSync } from "node:fs";
import { warehouseName } from "@waybill/protocol/schemas/api/stock";
import { ConfigError } from "../config/config-error.ts";
import { DEVELOPMENT_SERVICE_SECRET } from "../config/development-keys.ts";
import { readServiceSecrets } from "../config/keys.ts";
import { watchSecretFiles } from "../config/secret-files.ts";
import { serviceSecrets } from "../config/variables.ts";
import { warehouseToken } from "../config/warehouse-token.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";

const USAGE = "Usage: npm run waybill -- warehouse token <id>, by the name of the warehouse: lower-case letters, digits and hyphens.\n";

/**
 * `warehouse token <id>`: prints the token that a warehouse and the shop show each other. Reads SERVICE_SECRET or SERVICE_SECRET_FILE, the newest of
 * two, and in development knows the one of development.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [verb, id, ...rest] = args;
  if (verb !== "token" || !warehouseName.safeParse(id).success || id === undefined || rest.length > 0) return fail(io, USAGE);
  const env = io.env ?? process.env;
  try {
    const secret = newestOf(env);
    if (secret === undefined) return fail(io, "SERVICE_SECRET (or SERVICE_SECRET_FILE) is needed: tokens of warehouses are made of it.\n");
    io.stdout.write(`${warehouseToken(secret, id)}\n`);
    return 0;
  } catch (error) {
    if (error instanceof ConfigError) return fail(io, `${error.message}\n`);
    throw error;
  }
}

/** @throws {ConfigError} */
function newestOf(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { SERVICE_SECRET: direct, SERVICE_SECRET_FILE: file, WAYBILL_MODE: mode } = env;
  const given = serviceSecrets.optional().safeParse(direct || undefined);
  if (!given.success) throw new ConfigError([`SERVICE_SECRET ${given.error.issues[0]?.message ?? "cannot be used"}.`]);
  const secrets = readServiceSecrets(
    { SERVICE_SECRET: given.data, SERVICE_SECRET_FILE: file || undefined },
    watchSecretFiles((path) => readFileSync(path, "utf8")),
  );
  return secrets?.reveal()[0] ?? (mode === "production" ? undefined : DEVELOPMENT_SERVICE_SECRET);
}
