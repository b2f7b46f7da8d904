import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { profileOf } from "@waybill/protocol/templates/profile";
import { findTemplate } from "@waybill/protocol/templates/templates";
import { DataElements } from "../../entities/DataElements.tsx";
import { Card } from "../../ui/Card.tsx";

/** Which of the chosen template's data elements the statement has so far. Nothing without a template. */
export function TemplateProgress({ template: id, event }: { template: string | null; event: JsonObject }) {
  const template = id === null ? undefined : findTemplate(id);
  if (template === undefined) return null;
  return (
    <Card>
      <DataElements profile={profileOf(event, template)} open />
    </Card>
  );
}
