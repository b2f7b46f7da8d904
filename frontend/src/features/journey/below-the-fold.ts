export { Erased } from "./parts/Erased.tsx";
export { JourneyMap } from "./map/JourneyMap.tsx";
export { Custody } from "./parts/Custody.tsx";
export { Related } from "./parts/Related.tsx";
export { TemperatureSection } from "./temperature/TemperatureSection.tsx";
export { JourneyDocuments } from "./parts/JourneyDocuments.tsx";
