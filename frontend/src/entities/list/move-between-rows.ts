import type { KeyboardEvent } from "react";

const CONTROLS = "a[href], button:not([disabled]), input:not([disabled])";

/** Up and Down go from a control of one row to the same one of the next, so that a long list is walked without Tab. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const from = event.target instanceof HTMLElement ? event.target : null;
  const row = from?.closest("tr[data-row]");
  if (step === 0 || from === null || !row) return;
  const rows = [...event.currentTarget.querySelectorAll("tr[data-row]")];
  const next = rows[rows.indexOf(row) + step];
  if (next === undefined) return;
  const controls = [...next.querySelectorAll<HTMLElement>(CONTROLS)];
  const place = [...row.querySelectorAll<HTMLElement>(CONTROLS)].indexOf(from);
  event.preventDefault();
  controls[Math.min(place, controls.length - 1)]?.focus();
}
