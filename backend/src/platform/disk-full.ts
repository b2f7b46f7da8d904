/** Postgres' word for a disk without room (SQLSTATE 53100, disk_full). The transaction that met it has changed nothing. */
const DISK_FULL = "53100";

export function isDiskFull(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === DISK_FULL;
}
