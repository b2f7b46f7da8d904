/** Told to the part of the page that answers to touch from now on. */
const LIVE = "waybill:live";

/** Marks a part of the page as one that script has taken over. */
export function markLive(part: HTMLElement): void {
  part.dataset.live = "";
  part.dispatchEvent(new Event(LIVE));
}

/** Calls `act` once script has taken this part over. */
export function whenLive(part: HTMLElement, act: () => void): void {
  if ("live" in part.dataset) act();
  else part.addEventListener(LIVE, act, { once: true });
}
