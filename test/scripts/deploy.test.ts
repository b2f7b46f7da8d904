import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { DCLinter } from "dclint";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { load } from "js-yaml";
import { DEVELOPMENT_SERVICE_SECRET } from "../../backend/src/config/development-keys.ts";
import { VARIABLES } from "../../backend/src/config/variables.ts";
import { readWarehouseConfig } from "../../backend/src/config/warehouse-config.ts";
import { warehouseToken } from "../../backend/src/config/warehouse-token.ts";
import { WAREHOUSE_VARIABLES } from "../../backend/src/config/warehouse-variables.ts";
import { ROOT } from "../../scripts/start/root.ts";

const DEPLOY = join(ROOT, "deploy");
const read = (name: string) => readFileSync(join(DEPLOY, name), "utf8");

interface Service {
  build?: { context: string; dockerfile: string; target: string };
  image?: string;
  environment?: Record<string, string>;
  labels?: Record<string, string>;
  networks?: string[];
  ports?: string[];
  healthcheck?: { test: string[] };
  restart?: string;
  command?: string[];
  deploy?: { resources?: { limits?: { cpus?: string; memory?: string } } };
}

/** Its types do not resolve. */
interface Linter {
  lintFiles(files: string[], isRecursive: boolean): { messages: { line: number; rule: string; message: string }[] }[];
}

/** `${NAME:-default}` as compose puts it in: what a file gives, otherwise the default. */
function interpolated(text: string, env: Readonly<Record<string, string>> = {}): string {
  return text.replaceAll(/\$\{([A-Z_]+)(?::-([^}]*))?\}/g, (_, name: string, byDefault: string | undefined) => {
    if (env[name] === undefined && byDefault === undefined) throw new Error(`${name} has no default`);
    return env[name] || (byDefault ?? "");
  });
}

function environmentFile(): Record<string, string> {
  const lines = read(".env.example").split("\n");
  return Object.fromEntries(
    lines.flatMap((line) => (/^[A-Z_]+=/.test(line) ? [line.split(/=(.*)/s).slice(0, 2)] : [])) as [string, string][],
  );
}

describe("the files of a deployment in containers", () => {
  const compose = load(interpolated(read("compose.yaml"))) as { services: Record<string, Service>; networks: object; volumes: object };
  const services = Object.entries(compose.services);
  const stages = new Map(
    DockerfileParser.parse(read("Dockerfile"))
      .getFROMs()
      .map((from) => [from.getBuildStage() ?? "", from]),
  );

  it("are a compose file as Docker's schema has it, without what a linter of such files warns of", () => {
    const folder = mkdtempSync(join(tmpdir(), "waybill-compose-"));
    try {
      const file = join(folder, "compose.yaml");
      writeFileSync(file, interpolated(read("compose.yaml")));
      // The order of keys and services is ours: what belongs together stands together.
      const off = [
        ...["service-keys-order", "services-alphabetical-order", "top-level-properties-order", "service-ports-alphabetical-order"],
        ...["require-quotes-in-ports", "no-quotes-in-volumes"],
      ];
      const linter = new DCLinter({
        rules: Object.fromEntries(off.map((rule) => [rule, 0])),
        quiet: false,
        debug: false,
        exclude: [],
      }) as Linter;
      const found = linter
        .lintFiles([file], false)
        .flatMap(({ messages }) => messages.map(({ line, rule, message }) => `${line} ${rule}: ${message}`));
      expect(found).to.deep.equal([]);
      writeFileSync(file, interpolated(read("compose.yaml")).replace("services:", "servces:"));
      expect(linter.lintFiles([file], false).flatMap(({ messages }) => messages)).not.to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("take their defaults from nowhere but the example", () => {
    const used = [...read("compose.yaml").matchAll(/\$\{([A-Z_]+):-([^}]*)\}/g)].map(([, name, byDefault]) => [name, byDefault] as const);
    const example = environmentFile();
    for (const [name = "", byDefault] of used) expect(example[name], name).to.equal(byDefault);
    expect([...new Set(used.map(([name]) => name))]).to.have.members(Object.keys(example));
  });

  it("watch and limit every service, and start it again, but for what has an end", () => {
    for (const [name, { healthcheck, build, restart, deploy }] of services) {
      expect(Boolean(healthcheck) || Boolean(build), `${name} is watched`).to.equal(true);
      expect(restart, name).to.equal(name.endsWith("-migrate") ? "on-failure" : "unless-stopped");
      expect(deploy?.resources?.limits, name).to.have.keys("cpus", "memory");
    }
  });

  it("keep each database on a network with its own service alone, and reachable from this machine only", () => {
    const databases = services.filter(([name]) => name.endsWith("-db"));
    expect(databases.map(([name]) => name)).to.have.members(["store-db", "warehouse-alpha-db", "warehouse-beta-db"]);
    for (const [name, { networks = [], ports = [] }] of databases) {
      const neighbours = services
        .filter(([, other]) => other.networks?.some((network) => networks.includes(network)))
        .map(([other]) => other);
      const owner = name.replace(/-db$/, "");
      const migration = owner === "store" ? [] : [`${owner}-migrate`];
      expect(neighbours).to.have.members([name, owner, ...migration]);
      for (const port of ports) expect(port).to.match(/^127\.0\.0\.1:/);
    }
  });

  it("lead the addresses of the source document to their services, without the prefix", () => {
    const routes = services.flatMap(([name, { labels = {} }]) =>
      Object.entries(labels).flatMap(([label, value]) =>
        label.endsWith(".rule") && value.includes("PathPrefix") ? [[name, value, labels] as const] : [],
      ),
    );
    const prefixes = Object.fromEntries(
      routes.map(([name, rule]) => [name, /Host\(`api\.localhost`\) && PathPrefix\(`([^`]+)`\)/.exec(rule)?.[1]]),
    );
    expect(prefixes).to.deep.equal({ store: "/store", "warehouse-alpha": "/warehouses/alpha", "warehouse-beta": "/warehouses/beta" });
    for (const [name, , labels] of routes) {
      const [, stripped] = Object.entries(labels).find(([label]) => label.endsWith(".stripprefix.prefixes")) ?? [];
      expect(stripped, name).to.equal(prefixes[name]);
    }
  });

  it("let every port be chosen", () => {
    const fixed = [...read("compose.yaml").matchAll(/"([^"]*:\d+)"/g)]
      .map(([, port = ""]) => port)
      .filter((port) => /^[\d.]+:\d+:/.test(port));
    expect(fixed).to.deep.equal([]);
    const moved = load(interpolated(read("compose.yaml"), { HTTP_PORT: "8000", ALPHA_DB_PORT: "6543" })) as typeof compose;
    expect(moved.services["traefik"]?.ports?.[0]).to.equal("127.0.0.1:8000:80");
    expect(moved.services["warehouse-alpha-db"]?.ports).to.deep.equal(["127.0.0.1:6543:5432"]);
  });

  it("give the shop no variable that it does not read", () => {
    expect(Object.keys(VARIABLES)).to.include.members(Object.keys(compose.services["store"]?.environment ?? {}));
  });

  it("start each warehouse: every variable is one that it reads, nothing that it needs is missing, and the shop knows its token and its host", () => {
    const { SERVICE_SECRET: secret = "", WAREHOUSE_HOSTS: hosts = "" } = compose.services["store"]?.environment ?? {};
    const prefixes = new Set<string>();
    for (const id of ["alpha", "beta"]) {
      const environment = compose.services[`warehouse-${id}`]?.environment ?? {};
      expect(Object.keys(WAREHOUSE_VARIABLES), id).to.include.members(Object.keys(environment));
      const config = readWarehouseConfig(environment);
      expect(config.warehouse.id).to.equal(id);
      expect(config.databaseOwnerUrl, "no running program knows the owner").to.equal(null);
      expectMigration(id, environment["DATABASE_URL"] ?? "");
      expect(config.serviceToken.reveal()).to.equal(warehouseToken(secret, id));
      expect(hosts.split(",")).to.include(new URL(config.warehouse.url).hostname);
      expect(config.warehouse.terms.minorPerShipment, "a warehouse that costs nothing is always taken").to.be.greaterThan(0);
      prefixes.add(config.ssccPrefix);
    }
    expect(prefixes.size, "no two make the same SSCC").to.equal(2);
  });

  /** As the owner, for the user whom the program works as, whom the database is made with. */
  function expectMigration(id: string, url: string): void {
    const { environment: asked = {}, command = [] } = compose.services[`warehouse-${id}-migrate`] ?? {};
    const { environment: made = {} } = compose.services[`warehouse-${id}-db`] ?? {};
    expect(existsSync(join(ROOT, command[1] ?? ""))).to.equal(true);
    expect(asked["DATABASE_URL"]).to.equal(url);
    const [user, owner] = [new URL(url), new URL(asked["DATABASE_OWNER_URL"] ?? "")];
    expect([owner.username, owner.password, owner.host]).to.deep.equal([made["POSTGRES_USER"], made["POSTGRES_PASSWORD"], user.host]);
    expect([user.username, user.password]).to.deep.equal(["warehouse_process", made["PROCESS_PASSWORD"]]);
    expect(read("process-user.sh")).to.include("CREATE ROLE warehouse_process LOGIN");
  }

  it("are a Dockerfile that Docker reads, with every stage that is built, and nothing copied that is not there", () => {
    expect(validate(read("Dockerfile"))).to.deep.equal([]);
    expect(validate("FROM a\nCOPPY x y")).not.to.deep.equal([]);
    for (const target of ["trial", "store", "warehouse"]) expect([...stages.keys()]).to.include(target);
    for (const [name, { build }] of services) if (build) expect([...stages.keys()], name).to.include(build.target);
    const copied = DockerfileParser.parse(read("Dockerfile"))
      .getCOPYs()
      .filter((copy) => !copy.getFlags().some((flag) => flag.getName() === "from"))
      .flatMap((copy) =>
        copy
          .getArguments()
          .slice(0, -1)
          .map((argument) => argument.getValue()),
      );
    expect(copied).to.include("package-lock.json");
    for (const path of copied) expect(existsSync(join(ROOT, path)), path).to.equal(true);
  });

  it("bring every program and command that they start or tell of, whole", async () => {
    const image = mkdtempSync(join(tmpdir(), "waybill-image-"));
    try {
      // What the stage copies from the tree; its packages are those of this installation.
      const stage = read("Dockerfile")
        .split("\nFROM ")
        .find((part) => part.startsWith("base AS program"));
      const copied = [...(stage ?? "").matchAll(/^COPY ([^-\s]\S*) \S+$/gm)].map(([, path = ""]) => path);
      expect(copied).to.include.members(["backend", "protocol", "scripts/cli"]);
      for (const path of copied)
        cpSync(join(ROOT, path), join(image, path), { recursive: true, filter: (from) => !/\/(node_modules|test)$/.test(from) });
      for (const folder of ["", "backend"])
        if (existsSync(join(ROOT, folder, "node_modules")))
          symlinkSync(join(ROOT, folder, "node_modules"), join(image, folder, "node_modules"));
      const run = async (args: string[], env: Record<string, string> = {}) => {
        const child = spawn(process.execPath, args, { cwd: image, env: { PATH: process.env["PATH"] ?? "", ...env } });
        const [output, code] = await Promise.all([Promise.all([text(child.stdout), text(child.stderr)]), once(child, "exit")]);
        return { output: output.join(""), code: code[0] as number };
      };
      const [, command = ""] = /exec node \/app\/(\S+) /.exec(read("waybill")) ?? [];
      const [token, ...incomplete] = await Promise.all([
        run([command, "warehouse", "token", "alpha"], { SERVICE_SECRET: DEVELOPMENT_SERVICE_SECRET }),
        run([command, "migrate"]),
        run([command, "migrate-revert"]),
        run([command, "warehouse", "staff", "add", "Lea", "--lead"]),
        run([command, "warehouse", "device", "add", "Terminal 1"]),
        run(["backend/src/main.ts"]),
        run(["backend/src/main.ts"], { WAYBILL_ROLES: "warehouse" }),
      ]);
      expect(token).to.deep.equal({ output: `${warehouseToken(DEVELOPMENT_SERVICE_SECRET, "alpha")}\n`, code: 0 });
      // Each says what it needs, which a program with a file missing does not come to.
      for (const { output, code } of incomplete) {
        expect(output).to.include("DATABASE_URL");
        expect(code).to.equal(1);
      }
    } finally {
      rmSync(image, { recursive: true, force: true });
    }
  });

  it("start programs that are there, as a user without rights", () => {
    const file = read("Dockerfile");
    const started = [...file.matchAll(/CMD \["node", "([^"]+)"\]/g)].map(([, path = ""]) => path);
    expect(started).to.have.length.at.least(4);
    for (const path of started) expect(existsSync(join(ROOT, path)), path).to.equal(true);
    for (const stage of ["program", "trial"]) {
      const body = file.slice(file.indexOf(` AS ${stage}\n`)).split("\nFROM ")[0];
      expect(body, stage).to.include("\nUSER node\n");
    }
  });
});
