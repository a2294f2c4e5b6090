// The catalogue as last asked for: shown at once when a screen comes back, and counted in the sidebar.

import { api } from "../api";
import type { LabSummary } from "../wire/LabSummary";
import type { Track } from "../wire/Track";
import { Load } from "./load.svelte";

export interface Catalogue {
  tracks: Track[];
  labs: LabSummary[];
}

export const loadedCatalogue = new Load<Catalogue>(async () => {
  const [tracks, labs] = await Promise.all([api.tracks(), api.labs()]);
  return { tracks, labs };
});

export const catalogue = {
  get count(): number | undefined {
    return loadedCatalogue.value?.labs.length;
  },
  track(id: string): Track | undefined {
    return loadedCatalogue.value?.tracks.find((track) => track.id === id);
  },
};
