import type { ConsentView } from "@waybill/protocol/schemas/api/consents";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { Switch } from "../../../ui/Switch.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

interface ConsentProps {
  consent: ConsentView;
  onChange: (isGiven: boolean) => void;
}

/** One purpose in plain words, whether it is allowed and since when, and what was said before. */
export function Consent({ consent: { purpose, isGiven, history }, onChange }: ConsentProps) {
  const [last] = history;
  return (
    <div data-consent={purpose} className="space-y-2 rounded-xl border border-line p-4">
      <Switch
        label={<T id={`consent.${purpose}`} />}
        state={
          isGiven && last !== undefined ? (
            <T id="account.consent.since" values={{ time: <InstantText time={last.at} /> }} />
          ) : (
            <T id={last?.isGiven === true ? "account.consent.anew" : "account.consent.not"} />
          )
        }
        isOn={isGiven}
        describedBy={`consent-${purpose}`}
        onChange={onChange}
      />
      <p id={`consent-${purpose}`} className="text-sm text-muted">
        <T id={`consent.${purpose}.text`} />
      </p>
      {history.length > 0 && <History purpose={purpose} history={history} />}
    </div>
  );
}

function History({ purpose, history }: Pick<ConsentView, "purpose" | "history">) {
  const t = useText();
  return (
    <Disclosure summary={<T id="account.consent.history" />}>
      <Table caption={t("account.consent.history.of", { what: t(`consent.${purpose}`) })} hideCaption>
        <thead>
          <tr>
            <Th>
              <T id="account.consent.when" />
            </Th>
            <Th>
              <T id="account.consent.said" />
            </Th>
            <Th>
              <T id="account.consent.version" />
            </Th>
          </tr>
        </thead>
        <tbody>
          {history.map(({ at, isGiven, version }) => (
            <tr key={`${at} ${isGiven}`}>
              <Td className="whitespace-nowrap">
                <InstantText time={at} />
              </Td>
              <Td>
                <T id={isGiven ? "account.consent.given" : "account.consent.withdrawn"} />
              </Td>
              <Td>{version}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Disclosure>
  );
}
