import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

/** Certificates that a claim points at. Only web addresses become links; none was read, so none counts for more than a pointer. */
export function Certificates({ addresses }: { addresses: readonly string[] }) {
  if (addresses.length === 0) return null;
  return (
    <div className="mt-1.5 text-sm">
      <span className="font-medium">
        <T id="journey.certificates" values={{ count: addresses.length }} />
      </span>
      <ul>
        {addresses.map((address) => (
          <li key={address} className="flex flex-wrap items-center gap-x-2">
            {/^https?:\/\//i.test(address) ? (
              <a className="link" href={address} rel="noreferrer nofollow" target="_blank">
                {address}
              </a>
            ) : (
              <code>{address}</code>
            )}
            <StatusMark tone="unknown" plain>
              <T id="journey.certificates.unchecked" />
            </StatusMark>
          </li>
        ))}
      </ul>
    </div>
  );
}
