import { rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../../scripts/services/process-identity.ts";
import type { Child } from "../../scripts/services/child.ts";

const children = new Set<Child>();
const cleanups: (() => Promise<void>)[] = [];
const lastCleanups = new Set<() => void>();
let directory: string | undefined;

/** A folder for this run of the tests; it disappears with the run. */
export function runDirectory(): string {
  directory ??= mkdtempSync(join(tmpdir(), "waybill-test-"));
  return directory;
}

/** Notes a program that must not outlive the tests, whatever happens to them. */
export function track(child: Child): void {
  children.add(child);
  void child.exited.then(() => children.delete(child));
}

/** Runs after the last test, newest first. */
export function atEnd(cleanup: () => Promise<void>): void {
  cleanups.push(cleanup);
}

/** Runs when this process ends before its time, after its programs and before the folder of the run is removed. Answers how to take that back. */
export function onExit(cleanup: () => void): () => void {
  lastCleanups.add(cleanup);
  return () => lastCleanups.delete(cleanup);
}

/** Gives everything back; mocha's root hook calls it after the last test. */
export async function releaseResources(): Promise<void> {
  const failures: unknown[] = [];
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch((error: unknown) => failures.push(error));
  // All at once: a busy machine would otherwise wait for each in turn.
  await Promise.all([...children].map((child) => child.stop("SIGINT").catch((error: unknown) => failures.push(error))));
  removeDirectory();
  if (failures.length > 0) throw new AggregateError(failures, "not everything could be given back");
}

function removeDirectory(): void {
  for (const cleanup of lastCleanups) cleanup();
  lastCleanups.clear();
  // A database that was just killed has processes that end a moment later, and may still write: then the folder is not empty, and is tried again.
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  directory = undefined;
}

// Nothing asynchronous can run here, so what is left is ended the hard way.
process.on("exit", () => {
  for (const { identity } of children) if (isRunning(identity)) process.kill(identity.pid, "SIGKILL");
  removeDirectory();
});
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
