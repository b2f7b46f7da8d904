import { DataSource, type EntitySchema } from "typeorm";

/** What a migration is called, and its place among the others: its number grows with time. */
export interface MigrationName {
  /** As a class: `ShipmentsOfOrders`. */
  title: string;
  stamp: number;
}

/**
 * Source of a migration that takes a database to where the entities are, and back. Most tables are made by SQL alone and have no entity: for these, and where entities and tables are
 * the same, it has empty methods to be filled.
 *
 * @param url database that all migrations up to now were run on
 */
export async function draftMigration(url: string, entities: EntitySchema[], { title, stamp }: MigrationName): Promise<string> {
  const dataSource = await new DataSource({ type: "postgres", url, entities }).initialize();
  try {
    const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
    const up = upQueries.map(({ query }) => query);
    const down = downQueries.map(({ query }) => query).reverse();
    return `import type { MigrationInterface, QueryRunner } from "typeorm";

/** ${sentenceOf(title)} */
export class ${title}${stamp} implements MigrationInterface {
  name = "${title}${stamp}";

  async up(${up.length > 0 ? "runner" : "_runner"}: QueryRunner): Promise<void> {${linesOf(up)}}

  async down(${down.length > 0 ? "runner" : "_runner"}: QueryRunner): Promise<void> {${linesOf(down)}}
}
`;
  } finally {
    await dataSource.destroy();
  }
}

/** @example sentenceOf("ShipmentsOfOrders"); // "Shipments of orders." */
function sentenceOf(title: string): string {
  return `${title.slice(0, 1)}${title.slice(1).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}.`;
}

/** The next number behind those that there are. @example nextStamp(["Stock1700000000900"]); // 1700000000910 */
export function nextStamp(names: readonly string[]): number {
  const stamps = names.map((name) => Number(/\d+$/.exec(name)?.[0] ?? 0));
  return Math.floor(Math.max(0, ...stamps) / 10) * 10 + 10;
}

/** `ShipmentsOfOrders` as the name of a file. */
export function fileNameOf({ title, stamp }: MigrationName): string {
  return `${stamp}-${title.replaceAll(/(?<=.)[A-Z]/g, "-$&").toLowerCase()}.ts`;
}

/** The list of migrations with one more at its end. */
export function withMigration(index: string, name: MigrationName): string {
  const className = `${name.title}${name.stamp}`;
  const lastImport = index.lastIndexOf("\nimport ") + 1;
  const afterImports = index.indexOf("\n", lastImport) + 1;
  const added = `import { ${className} } from "./${fileNameOf(name)}";\n`;
  return `${index.slice(0, afterImports)}${added}${index.slice(afterImports)}`.replace(/\];\s*$/, `  ${className},\n];\n`);
}

function linesOf(queries: readonly string[]): string {
  if (queries.length === 0) return "";
  return `\n${queries.map((query) => `    await runner.query(${JSON.stringify(query)});\n`).join("")}  `;
}
