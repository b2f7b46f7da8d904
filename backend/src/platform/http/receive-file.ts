import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Request } from "express";
import type { PlatformApp } from "../app.ts";
import { ProblemError } from "../errors.ts";
import { PLATFORM_PROBLEMS } from "../problems.ts";
import { DEFAULT_BODY_LIMIT_BYTES, type Route, type Upload } from "./route.ts";

/** No request lives as long; an older file was left by a process that died. */
const ABANDONED_MILLISECONDS = 3_600_000;

/**
 * Writes a body to a file as it comes in, and hashes it meanwhile: memory holds one piece of it.
 *
 * @throws {ProblemError} `platform.too-large` as soon as that is known, `platform.bad-request` for a body that ends early
 */
export async function receiveFile(
  app: PlatformApp,
  { bodyLimitBytes = DEFAULT_BODY_LIMIT_BYTES }: Pick<Route, "bodyLimitBytes">,
  request: Request,
): Promise<Upload> {
  if (Number(request.headers["content-length"]) > bodyLimitBytes) throw tooLarge(bodyLimitBytes);
  const directory = uploadsOf(app);
  await mkdir(directory, { recursive: true });
  const path = join(directory, randomUUID());
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const file = await open(path, "wx", 0o600);
  try {
    // The request is not destroyed when this loop is left: the refusal still has to go out over its connection.
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      sizeBytes += piece.length;
      if (sizeBytes > bodyLimitBytes) throw tooLarge(bodyLimitBytes);
      hash.update(piece);
      await file.write(piece);
    }
  } catch (error) {
    await rm(path, { force: true });
    request.resume();
    if (error instanceof ProblemError || !request.errored) throw error;
    throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: "The body ended before it was whole.", cause: error });
  } finally {
    await file.close();
  }
  return { path, sizeBytes, sha256: hash.digest("hex") };
}

/** Deletes what processes that died have left behind. */
export async function sweepUploads(app: PlatformApp): Promise<void> {
  const directory = uploadsOf(app);
  const names = await readdir(directory).catch(() => []);
  for (const name of names) {
    const path = join(directory, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_MILLISECONDS) await rm(path, { force: true });
  }
}

function uploadsOf({ config }: PlatformApp): string {
  return join(config.home, "uploads");
}

function tooLarge(limit: number): ProblemError {
  return new ProblemError(PLATFORM_PROBLEMS.tooLarge, { detail: `At most ${limit} bytes are taken.` });
}
