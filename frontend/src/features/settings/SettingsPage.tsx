import { History } from "../../entities/console/History.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { SETTINGS } from "./settings-list.tsx";

/** What the installation was started with; of secrets only that they are set. */
export function SettingsPage() {
  return (
    <>
      <PageTitle title={useText()("operations.settings")}>
        <T id="operations.settings.about" />
      </PageTitle>
      <List list={SETTINGS} />
      <div className="mt-10">
        <History action="service.started" title="operations.settings.starts" />
      </div>
    </>
  );
}
