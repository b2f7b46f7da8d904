// Who may import whom: the table of docs/adr/0001-the-ground.md and CONTRIBUTING.md, as rules.

const MODULE = "^backend/src/modules/([^/]+)/";
const FEATURE = "^frontend/src/features/([^/]+)/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    // A page that is loaded lazily may name the route that loads it.
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "dynamic-import"] } },
    },
    {
      name: "protocol-stands-alone",
      comment: "protocol runs in the browser and in Node and imports nothing of ours",
      severity: "error",
      from: { path: "^protocol/src/" },
      to: { path: "^(backend|frontend|scripts|test|contracts|ignition)/" },
    },
    {
      name: "protocol-has-no-io",
      severity: "error",
      from: { path: "^protocol/src/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "protocol-has-few-libraries",
      severity: "error",
      from: { path: "^protocol/src/" },
      to: {
        dependencyTypes: ["npm", "npm-dev", "npm-peer", "npm-optional", "npm-no-pkg"],
        pathNot: "node_modules/(viem|zod|@noble|lossless-json|saxes|canonicalize|ajv|ajv-formats)/",
      },
    },
    {
      name: "backend-platform-knows-no-module",
      severity: "error",
      from: { path: "^backend/src/platform/" },
      to: { path: "^backend/src/modules/" },
    },
    {
      name: "modules-meet-in-queries-and-events",
      comment: "a module answers others only through its queries and events",
      severity: "error",
      from: { path: MODULE },
      to: { path: "^backend/src/modules/", pathNot: ["^backend/src/modules/$1/", "\\.(queries|events)\\.ts$"] },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      from: { path: "\\.domain\\.ts$" },
      to: {
        path: "(node_modules/(express|typeorm|pg|pino|graphile-worker|kubo-rpc-client)/|^backend/src/platform/(database|jobs|rpc|http))",
      },
    },
    {
      name: "warehouse-is-another-program",
      comment: "a warehouse has the ledger and how passwords are kept from the modules, and nothing else of the shop's",
      severity: "error",
      from: { path: "^backend/src/(warehouse/|compose-warehouse\\.ts$)" },
      to: {
        path: "^backend/src/(modules|entities|composition)",
        pathNot: "^backend/src/modules/(stock/|identity/passwords/(hash-password|password-rules)\\.ts$)",
      },
    },
    {
      name: "nobody-knows-the-warehouse-program",
      severity: "error",
      from: {
        path: "^backend/src/",
        pathNot:
          "^backend/src/(warehouse/|compose-warehouse\\.ts$|main\\.ts$|cli/(warehouse-staff|warehouse-device|warehouse-keys|program)\\.ts$)",
      },
      to: { path: "^backend/src/(warehouse/|compose-warehouse\\.ts$)" },
    },
    {
      name: "composition-is-for-main",
      severity: "error",
      from: { path: "^backend/src/", pathNot: "^backend/src/main\\.ts$" },
      to: { path: "^backend/src/composition\\.ts$" },
    },
    { name: "backend-without-frontend", severity: "error", from: { path: "^backend/src/" }, to: { path: "^(frontend|scripts|test)/" } },
    { name: "frontend-without-backend", severity: "error", from: { path: "^frontend/src/" }, to: { path: "^(backend|scripts|test)/" } },
    {
      name: "ui-knows-nothing-above",
      severity: "error",
      from: { path: "^frontend/src/ui/" },
      to: { path: "^frontend/src/(features|entities|routes|app|lib/(api|wagmi))|node_modules/(wagmi|@wagmi)/" },
    },
    {
      name: "entities-below-features",
      severity: "error",
      from: { path: "^frontend/src/entities/" },
      to: { path: "^frontend/src/(features|routes|app)/" },
    },
    {
      name: "features-apart",
      severity: "error",
      from: { path: FEATURE },
      to: { path: "^frontend/src/(features|routes|app)/", pathNot: "^frontend/src/features/$1/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|node_modules/\\.cache)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
