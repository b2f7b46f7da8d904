import { here, own, product, when } from "./elements.ts";
import type { DataElement, Template } from "./template.ts";

const RULE = "EPCIS 2.0, section 7.3.7 (sensor elements), with the limits of your own cold chain";

const REPORT = "/sensorElementList/*/sensorReport/*";
const METADATA = "/sensorElementList/*/sensorMetadata";

/** Beside the reading, whose scale is theirs: so the product page finds them (`temperatureLimitsIn`), judges by them and draws them. */
const limits: readonly DataElement[] = [
  own("minimum-temperature", "minimumTemperature", {
    label: "The lowest temperature allowed",
    hint: "On the scale of the reading.",
    form: "number",
    at: [[`${REPORT}/kde:minimumTemperature`]],
    source: "The limits agreed for these goods",
  }),
  own("maximum-temperature", "maximumTemperature", {
    label: "The highest temperature allowed",
    hint: "On the scale of the reading.",
    form: "number",
    at: [[`${REPORT}/kde:maximumTemperature`]],
    source: "The limits agreed for these goods",
  }),
];

const logger = own("logger", "logger", {
  label: "The logger that measured",
  hint: "A web address or URN, such as https://id.gs1.org/8004/…",
  form: "uri",
  at: [[`${METADATA}/deviceID`], [`${REPORT}/deviceID`]],
  source: "EPCIS 2.0, section 7.3.7.2",
});

const scale: DataElement = {
  id: "scale",
  label: "The scale",
  hint: "Celsius or Fahrenheit.",
  required: true,
  form: "text",
  at: [[`${REPORT}/uom`]],
  asked: false,
  source: "EPCIS 2.0, section 7.3.7.4",
};

const reading: DataElement = {
  id: "reading",
  label: "The reading",
  hint: "",
  required: true,
  form: "number",
  at: [[`${REPORT}/value`]],
  asked: false,
  source: "EPCIS 2.0, section 7.3.7.4",
};

/** Extremes of a logger's record, for a stretch of the way. */
function extreme(id: string, member: string, label: string): DataElement {
  return own(id, member, {
    label,
    hint: "As the logger recorded it.",
    form: "number",
    at: [[`${REPORT}/${member}`]],
    source: "EPCIS 2.0, section 7.3.7.4",
  });
}

/** One reading, and what a logger recorded on the way. */
export const COLD_CHAIN: readonly Template[] = [
  {
    id: "cold-chain-reading",
    title: "Cold chain reading",
    rule: RULE,
    happening: "measured",
    fits: { types: ["ObjectEvent"], bizSteps: ["sensor_reporting"] },
    elements: [
      product("goods", { label: "The product", source: "EPCIS 2.0, section 7.4.2" }),
      here({ label: "Where it was measured", source: "EPCIS 2.0, section 7.4.2" }),
      when({ label: "The time of the reading", source: "EPCIS 2.0, section 7.4.2" }),
      reading,
      scale,
      logger,
      ...limits,
    ],
  },
  {
    id: "cold-chain-arrival",
    title: "Cold chain on arrival",
    rule: RULE,
    happening: "received",
    fits: { types: ["ObjectEvent"], bizSteps: ["receiving", "arriving", "accepting"] },
    elements: [
      product("goods", { label: "The product", source: "EPCIS 2.0, section 7.4.2" }),
      here({ label: "Where it arrived", source: "EPCIS 2.0, section 7.4.2" }),
      when({ label: "The time of arrival", source: "EPCIS 2.0, section 7.4.2" }),
      reading,
      scale,
      extreme("lowest", "minValue", "The lowest reading on the way"),
      extreme("highest", "maxValue", "The highest reading on the way"),
      logger,
      ...limits,
    ],
  },
];
