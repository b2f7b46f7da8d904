import { PageTitle } from "../../entities/Fetched.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { RecallList } from "./RecallList.tsx";

/** Every recall, for whoever reads. */
export function RecallsPage() {
  const t = useText();
  return (
    <>
      <PageTitle title={t("recalls.title")}>
        <T id="recalls.intro" />
      </PageTitle>
      <RecallList filter={{}} hrefOf={(commitment) => `/recalls/${commitment}`} empty="recalls.empty" />
    </>
  );
}
