// Adds to package-lock.json the platform packages that npm left out because the registry at hand did not have them: without these entries
// `npm ci` calls the lock file out of sync, everywhere. They are optional and name their platform, so no other platform ever fetches them.
// Run it after `npm install`; `--check` changes nothing and fails when an entry is missing.
import { readFileSync, writeFileSync } from "node:fs";

const LOCKFILE = new URL("../package-lock.json", import.meta.url);
const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "ppc64le", "riscv64", "s390x", "wasm32", "x64"];
const LIBRARIES = { gnu: "glibc", gnueabihf: "glibc", musl: "musl" };

const lock = JSON.parse(readFileSync(LOCKFILE, "utf8"));
const missing = Object.entries(lock.packages).flatMap(([holder, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name, range]) => /^\d/.test(range) && !isLocked(holder, name) && platformOf(name) !== undefined)
    .map(([name, version]) => [`node_modules/${name}`, { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true }]),
);

if (missing.length === 0) process.exit(0);
const names = missing.map(([path]) => path.replace("node_modules/", "")).join(", ");
if (process.argv.includes("--check")) {
  console.error(`package-lock.json lacks ${names}: run node scripts/complete-lockfile.mjs`);
  process.exit(1);
}
const packages = Object.entries(lock.packages)
  .concat(missing)
  .sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(LOCKFILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
console.log(`Added ${names}`);

/** True when `name` is found from `holder` upwards, as Node would look it up. */
function isLocked(holder, name) {
  for (let at = holder; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (`${at === "" ? "" : `${at}/`}node_modules/${name}` in lock.packages) return true;
    if (at === "") return false;
  }
}

/** What a package name such as `@scope/tool-linux-x64-musl` says of its platform; undefined when it says nothing. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc = words.flatMap((word) => (word in LIBRARIES ? [LIBRARIES[word]] : []));
  if (cpu.length === 0) return undefined;
  return { cpu, ...(os.length > 0 ? { os } : {}), ...(libc.length > 0 ? { libc } : {}) };
}
