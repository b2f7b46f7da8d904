const ID = "saved-journey";
const END = "</body>";

/** A journey that travels inside the verifier. */
export interface SavedJourney {
  /** Canonical Digital Link. */
  subject: string;
  /** RFC 3339. */
  savedAt: string;
  /** Text of the bundle, byte for byte. */
  bundle: string;
}

/**
 * The verifier with a journey inside: one HTML file that checks itself, from any disk, without us.
 *
 * @param verifier HTML of `verifier.html`
 */
export function withJourney(verifier: string, journey: SavedJourney): string {
  // No text inside can end the element: JSON may write "<" as an escape.
  const json = JSON.stringify(journey).replaceAll("<", "\\u003c");
  const at = verifier.lastIndexOf(END);
  if (at < 0) throw new Error("this is not the verifier");
  return `${verifier.slice(0, at)}<script type="application/json" id="${ID}">${json}</script>${verifier.slice(at)}`;
}

/** The journey that this very file carries, or null. */
export function readSavedJourney(): SavedJourney | null {
  const text = document.getElementById(ID)?.textContent;
  return text === null || text === undefined ? null : (JSON.parse(text) as SavedJourney);
}
