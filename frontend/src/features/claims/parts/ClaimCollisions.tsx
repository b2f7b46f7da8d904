import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import { T } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";

/** States in which a claim still has something before it. */
const OPEN: readonly ClaimView["state"][] = ["draft", "submitted", "verified"];

/** Says of an open claim that others have its transports, and which: it can get no further. */
export function ClaimCollisions({ claim: { state, collisions } }: { claim: ClaimView }) {
  if (collisions.length === 0 || !OPEN.includes(state)) return null;
  return (
    <Callout className="mb-6" tone="unknown" title={<T id="claims.taken" values={{ count: collisions.length }} />}>
      <p>
        <T id="claims.taken.text" />
      </p>
      <ul className="mt-2">
        {collisions.map(({ element, claim }) => (
          <li key={element}>
            <T
              id="claims.taken.by"
              values={{
                element,
                link: (inner) => (
                  // Claims lie beside each other, in whichever part of the app.
                  <a className="link" href={`./${claim}`}>
                    {inner}
                  </a>
                ),
              }}
            />
          </li>
        ))}
      </ul>
    </Callout>
  );
}
