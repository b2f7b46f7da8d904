import tseslint from "typescript-eslint";

// Conventions that a machine can see. Types are checked by tsc; layout by prettier; imports by dependency-cruiser.
const CONFIGS = ["**/*.config.{js,ts}", "**/*.d.ts", "frontend/build/*.ts", "**/*.cjs", "hardhat.config.ts", "ignition/modules/*.ts"];

const SYNTAX = [
  { selector: "ExportDefaultDeclaration", message: "Export by name; only tool configurations have a default export." },
  { selector: "TSEnumDeclaration", message: "Use a union of literals: enums cannot be stripped." },
];

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      "**/dist/",
      "**/coverage/",
      "artifacts/",
      "cache/",
      "types/",
      ".waybill/",
      "protocol/src/abi/",
      "**/*.generated.*",
      "**/generated/",
      "**/.*",
      // Programs for the peers' own tools, whose packages only the bench installs.
      "scripts/bench/indexer/peers/",
    ],
  },
  tseslint.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
    },
  },
  {
    rules: {
      "max-lines": ["error", { max: 500, skipBlankLines: true, skipComments: true }],
      "no-console": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-var": "error",
      "prefer-const": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"], location: "anywhere" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": [
        "error",
        { "ts-ignore": true, "ts-nocheck": true, "ts-expect-error": "allow-with-description" },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" }],
      // A name that is imported is the name that was exported: default exports lose it.
      "no-restricted-syntax": ["error", ...SYNTAX],
    },
  },
  {
    files: ["**/*.{test,t}.ts"],
    // chai's assertions are expressions.
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
  {
    files: ["**/*.domain.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "A domain rule is given the time." },
        { object: "Math", property: "random", message: "A domain rule is given its randomness." },
      ],
    },
  },
  {
    files: ["backend/src/**/*.ts"],
    // One client for addresses that strangers name, and those of the operator's own node, and of the shop that a warehouse is of.
    ignores: [
      "backend/src/platform/outbound/ask.ts",
      "backend/src/modules/chain/**/*.ts",
      "backend/src/cli/audit-export.ts",
      "backend/src/warehouse/shop/shop-client.ts",
    ],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Addresses that strangers name are asked through platform/outbound." },
        { name: "WebSocket", message: "Addresses that strangers name are asked through platform/outbound." },
      ],
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: ["node:http", "node:https"].map((name) => ({
            name,
            importNames: ["request", "get", "default"],
            message: "Addresses that strangers name are asked through platform/outbound.",
          })),
          patterns: [
            { group: ["undici", "axios", "node:http2"], message: "Addresses that strangers name are asked through platform/outbound." },
          ],
        },
      ],
    },
  },
  {
    files: ["backend/src/modules/**/*.routes.ts"],
    // What these read outside of a transaction is anybody's to see, or a partner's, who is no caller that policies know.
    ignores: [
      "backend/src/modules/{carbon,chain,credits,custody,documents,recalls}/**",
      "backend/src/modules/exchange/pact/*",
      "backend/src/modules/traceability/epcis/{events,queries,resources}.routes.ts",
    ],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...SYNTAX,
        {
          selector: "MemberExpression[property.name='manager'][object.property.name='dataSource']",
          message: "Read in a transaction: there the database, too, keeps rows of others from the query.",
        },
      ],
    },
  },
  { files: CONFIGS, rules: { "no-restricted-syntax": "off", "@typescript-eslint/no-require-imports": "off" } },
);
