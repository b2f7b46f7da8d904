import type { StepStatus } from "@waybill/protocol/verify/verdict";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

interface CertificatesProps {
  addresses: readonly string[];
  /** What a check in this browser has found of the document there. */
  statusOf: (address: string) => StepStatus | undefined;
}

/** Certificates that a claim points at. Only web addresses become links; what nobody has read counts for no more than a pointer. */
export function Certificates({ addresses, statusOf }: CertificatesProps) {
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
            <StatusMark tone={statusOf(address) ?? "unknown"} plain>
              <T id="journey.certificates.status" values={{ status: statusOf(address) ?? "unknown" }} />
            </StatusMark>
          </li>
        ))}
      </ul>
    </div>
  );
}
