import { STEP_IDS } from "@waybill/protocol/verify/verdict";
import { InstantText } from "../../../entities/Times.tsx";
import { T, type MessageId } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";

interface RepeatItProps {
  subject: string;
  /** Scheme, host and port of this installation. */
  origin: string;
  rpcUrl: string;
  /** Path of this page. */
  path: string;
  /** RFC 3339. */
  fetchedAt: string;
}

/** The steps of the check as text, and the commands that run it without this page: for paper, and for browsers without script. */
export function RepeatIt({ subject, origin, rpcUrl, path, fetchedAt }: RepeatItProps) {
  const address = `${origin}/api/journeys/bundle`;
  const commands = [
    `curl --get ${quoted(address)} --data-urlencode ${quoted(`subject=${subject}`)} > journey.json`,
    `npm run waybill -- verify journey.json --rpc ${quoted(rpcUrl)}`,
  ];
  return (
    <Section id="repeat" title={<T id="repeat.title" />} intro={<T id="repeat.intro" />}>
      <ol className="list-decimal space-y-1 pl-6">
        {STEP_IDS.map((id) => (
          <li key={id}>
            <T id={`check.step.statement.${id}` as MessageId} />
          </li>
        ))}
      </ol>
      <p className="mt-3 text-muted">
        <T id="repeat.journey" />
      </p>
      <p className="mt-5">
        <T id="repeat.commands" />
      </p>
      <pre tabIndex={0} className="mt-2 overflow-x-auto rounded-lg bg-sunken p-3 font-mono text-sm whitespace-pre-wrap">
        <code>{commands.join("\n")}</code>
      </pre>
      <p className="mt-5 break-words">
        <T id="repeat.page" values={{ address: origin + path, time: <InstantText time={fetchedAt} /> }} />
      </p>
    </Section>
  );
}

/** One word for a shell, whatever is in it. */
function quoted(text: string): string {
  return /^[\w:/.=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
