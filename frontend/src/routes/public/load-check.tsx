import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { useCallback, type ComponentType } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { CheckPanel } from "../../features/check/CheckPanel.tsx";
import { readJson, send, withQuery } from "../../lib/api/http.ts";
import type { CheckResult } from "../../lib/check-result.ts";
import { download } from "../../lib/download.ts";
import { loadMessages } from "../../lib/i18n/load-messages.ts";
import { currentLocale } from "../../lib/i18n/locale.ts";
import { withJourney } from "../../lib/one-file.ts";
import { readSubject } from "../../lib/subject.ts";

export interface CheckProps {
  subject: string;
  autoStart: boolean;
  onResult: (result: CheckResult) => void;
}

/** The checker with the texts it needs, and what our server says about chain and node; null when it does not answer. */
export async function loadCheck(): Promise<ComponentType<CheckProps>> {
  const [messages, config] = await Promise.all([loadMessages(currentLocale(), "all"), loadConfig()]);
  return function CheckWithTexts({ subject, autoStart, onResult }: CheckProps) {
    const intl = useIntl();
    const saveAsOne = useCallback(
      async (text: string) => {
        const verifier = await (await send("/verifier.html", { headers: { accept: "text/html" } })).text();
        const page = withJourney(verifier, { subject, savedAt: new Date().toISOString(), bundle: text });
        download(fileNameOf(subject).replace(/json$/, "html"), page, "text/html");
      },
      [subject],
    );
    const bundle = useCallback(async () => (await send(withQuery("/api/journeys/bundle", { subject }))).text(), [subject]);
    return (
      <IntlProvider locale={intl.locale} messages={messages}>
        <CheckPanel
          config={config}
          bundle={bundle}
          fileName={fileNameOf(subject)}
          about={{ subject }}
          fetchesDocuments
          autoStart={autoStart}
          onResult={onResult}
          onSaveAsOne={saveAsOne}
        />
      </IntlProvider>
    );
  };
}

async function loadConfig(): Promise<PublicConfig | null> {
  const path = "/api/config";
  return send(path)
    .then((response) => readJson(path, response) as Promise<PublicConfig>)
    .catch(() => null);
}

function fileNameOf(subject: string): string {
  const { key, value } = readSubject(subject);
  return `journey-${[key, value]
    .filter(Boolean)
    .join("-")
    .replace(/[^\w.-]+/g, "_")}.json`;
}
