// Plain JavaScript without dependencies: this runs on whatever Node (20 or newer) the machine has, before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Oldest Node that may start us; the project itself then runs on the Node of its own packages. */
const OLDEST_NODE = 20;
/** Oldest Node that may install: older ones leave out native packages (see `engines` in package.json). */
const OLDEST_INSTALLER = [22, 13];
const INSTALL_WITH_OWN_NODE = ["npx", "--yes", "--package=node@24", "--", "npm", "ci"];
const INSTALL = ["npm", "ci"];

/**
 * Installs what is missing, then runs a TypeScript program of this project on the project's own Node.
 * Never returns: the program's end is the end of this process.
 *
 * @param {string} program Path below the project's root.
 * @param {{ quiet?: boolean }} [options] quiet: say nothing when nothing has to be installed.
 */
export async function runOnProjectNode(program, { quiet = false } = {}) {
  const problem = await prepare(quiet);
  if (problem !== undefined) {
    console.error(problem);
    process.exit(1);
  }
  const child = spawn(projectNode(), [join(ROOT, program), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env.PATH ?? ""}` },
  });
  // The terminal sends Ctrl-C to both of us; the program decides when it is done.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`The project's own Node cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

/** Checks the machine and installs; returns one sentence when that is not possible. */
async function prepare(quiet) {
  if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE)
    return `Waybill needs Node ${OLDEST_NODE} or newer to start; this is Node ${process.versions.node}.`;
  if (!existsSync(join(ROOT, "package-lock.json"))) return `${ROOT} is not a whole clone of Waybill: package-lock.json is missing.`;
  if (isInstalled()) return undefined;
  const started = performance.now();
  console.log("  ◌ Installing packages; the first time this takes a minute or two");
  const code = await install();
  if (code !== 0 || !isInstalled())
    return `The packages cannot be installed (npm ended with code ${code}): see the lines above, mend the cause, and run this again.`;
  if (!quiet || code === 0) console.log(`  ✓ Installed packages ${".".repeat(38)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return undefined;
}

/** Installs what package-lock.json says, with a Node that is new enough. */
function install() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNewEnough = major > OLDEST_INSTALLER[0] || (major === OLDEST_INSTALLER[0] && minor >= OLDEST_INSTALLER[1]);
  const [command, ...args] = isNewEnough ? INSTALL : INSTALL_WITH_OWN_NODE;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
    child.on("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on("exit", (code, signal) => resolve(code ?? signal));
  });
}

/** Whether node_modules holds what package-lock.json asks for on this platform: npm writes its own list at the very end of an install. */
export function isInstalled() {
  const wanted = readPackages(join(ROOT, "package-lock.json"));
  const present = readPackages(join(ROOT, "node_modules", ".package-lock.json"));
  if (wanted === undefined || present === undefined || !existsSync(projectNode())) return false;
  return Object.entries(wanted).every(
    ([path, { version, link, optional, os, cpu }]) =>
      !path.includes("node_modules/") ||
      link ||
      present[path]?.version === version ||
      (optional && (!fits(os, process.platform) || !fits(cpu, process.arch) || present[path] === undefined)),
  );
}

function fits(allowed, actual) {
  return allowed === undefined || allowed.includes(actual);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function projectNode() {
  return join(ROOT, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}
