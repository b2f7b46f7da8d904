import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { documentHref } from "./DocumentFacts.tsx";

interface PrivateLinkProps {
  cid: string;
  link: string | null;
  /** `#key=…` */
  fragment: string;
}

/** The address that opens a private document, to be passed on: its key stands behind the `#`, which no server is sent. */
export function PrivateLink({ cid, link, fragment }: PrivateLinkProps) {
  const text = useText();
  const address = `${location.origin}${documentHref(cid, link)}${fragment}`;
  return (
    <Callout tone="neutral" live title={<T id="attach.link" />}>
      <p className="text-sm text-muted">
        <T id="attach.link.text" />
      </p>
      <p className="rounded-lg bg-surface p-2 font-mono text-sm break-all" data-testid="private-link">
        {address}
      </p>
      <CopyButton wide text={address} label={text("attach.link.copy")} copiedLabel={text("chip.copied")} />
    </Callout>
  );
}
