import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identify, isRunning, type ProcessIdentity } from "../../scripts/services/process-identity.ts";
import { freePort } from "../../scripts/services/ports.ts";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { readJson } from "../../scripts/start/files.ts";
import { ROOT } from "../../scripts/start/root.ts";
import { findRunning, type RunningFile } from "../../scripts/start/running.ts";
import { atEnd, runDirectory } from "./resources.ts";

/** Long enough for a first start with a build on a busy machine. */
const READY_MILLISECONDS = 180_000;
const STOP_MILLISECONDS = 20_000;

export interface StartOptions {
  /** Folder for its data; a fresh one by default. */
  home?: string;
  /** More variables; those of the calling process that would change its behaviour are left out. */
  env?: Record<string, string>;
  /** How it is started; by default the supervisor itself, without npm and installation. */
  command?: readonly [string, ...string[]];
  uid?: number;
}

/** One `npm start`, from the outside. */
export interface StartedWaybill {
  process: ChildProcess;
  home: string;
  port: number;
  stdout(): string;
  stderr(): string;
  /** Resolves with the exit code; null when a signal ended it. */
  exited: Promise<number | null>;
  /** Resolves with the address once the line "Waybill is ready" is there; rejects when it ends before. */
  ready(): Promise<string>;
  /** Where its database and chain answer. */
  running(): RunningFile;
  /** The programs that it started and that run now. */
  children(): (ProcessIdentity & { kind: string })[];
  /** Sends a signal and waits for its end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** An empty folder for a home, below the folder of this run. */
export function freshHome(): string {
  return mkdtempSync(join(runDirectory(), "home-"));
}

/** A folder that stands for built pages, where a test does not look at them. */
export function emptyPages(): string {
  const folder = join(runDirectory(), "pages");
  if (!existsSync(folder)) {
    mkdirSync(folder);
    writeFileSync(join(folder, "index.html"), "<!doctype html><title>Waybill</title>");
  }
  return folder;
}

/** What a program needs of our own environment, and nothing that changes what it does. */
export function passedOn(): NodeJS.ProcessEnv {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }) };
}

/** Begins a start on a free port; does not wait. Whatever happens, it and its children are gone after the last test. */
export async function launchWaybill({ home = freshHome(), env = {}, command, uid }: StartOptions = {}): Promise<StartedWaybill> {
  const port = env.PORT ? Number(env.PORT) : await freePort();
  const [program, ...args] = command ?? [process.execPath, join(ROOT, "scripts/start/main.ts")];
  const child = spawn(program, args, {
    cwd: ROOT,
    uid,
    gid: uid,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    // Checkpoints come by the clock: they would come into any test that looks at anchors. Warehouses would take the shop's goods, and two processes.
    env: { ...passedOn(), WAYBILL_HOME: home, PORT: String(port), AUDIT_ANCHOR_MINUTES: "0", WAREHOUSES: "off", ...env },
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
  let hasExited = false;
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      hasExited = true;
      resolve(code);
    });
  });
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  const waybill: StartedWaybill = {
    process: child,
    home,
    port,
    exited,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    async ready() {
      const find = () => /^Waybill is ready: (http:\/\/localhost:\d+)$/m.exec(text.stdout)?.[1];
      const url = await waitFor(() => find() ?? hasExited, { what: "readiness of Waybill", deadlineMilliseconds: READY_MILLISECONDS });
      if (typeof url === "string") return url;
      throw new Error(`Waybill ended before it was ready:\n${text.stdout}\n${text.stderr}`);
    },
    running() {
      const running = findRunning({ WAYBILL_HOME: home });
      if (!running) throw new Error("no Waybill runs with this home");
      return running;
    },
    children() {
      return readRecord(join(home, "children.json")).filter(isRunning);
    },
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      await waitFor(() => hasExited, { what: "the end of Waybill", deadlineMilliseconds: STOP_MILLISECONDS });
      return exited;
    },
  };
  atEnd(async () => {
    const children = waybill.children();
    if (identity && isRunning(identity)) await waybill.stop().catch(() => waybill.stop("SIGKILL"));
    for (const { pid } of children.filter(isRunning)) process.kill(pid, "SIGKILL");
  });
  return waybill;
}

/** None when the home could not even be made. */
function readRecord(path: string): (ProcessIdentity & { kind: string })[] {
  try {
    return (readJson(path) ?? []) as (ProcessIdentity & { kind: string })[];
  } catch {
    return [];
  }
}

/** A whole running Waybill, e.g. for the browser tests: pages, API, database, chain, and the demonstration unless switched off. */
export async function startWaybill(options: StartOptions = {}): Promise<StartedWaybill & { url: string }> {
  const waybill = await launchWaybill(options);
  const url = await waybill.ready();
  return { ...waybill, url };
}
