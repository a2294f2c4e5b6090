// What the whole window knows: who learns, in which language and theme, and what the window remembers.

import { api } from "../api";
import { showLang } from "../texts/index.svelte";
import type { Lang } from "../wire/Lang";
import type { ProfileView } from "../wire/ProfileView";

export type Theme = "system" | "light" | "dark";

interface AppState {
  version: string;
  profile: ProfileView | null;
  settings: Record<string, string>;
  messagesIn: Lang;
}

const state = $state<AppState>({ version: "", profile: null, settings: {}, messagesIn: "en" });

const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

export const app = {
  get version(): string {
    return state.version;
  },
  /** Nothing until the first launch is finished. */
  get profile(): ProfileView | null {
    return state.profile;
  },
  /** The language in which the program answers. A screen that shows its sentences asks again when it changes. */
  get messagesIn(): Lang {
    return state.messagesIn;
  },
  get theme(): Theme {
    const kept = state.settings["theme"];
    return kept === "light" || kept === "dark" ? kept : "system";
  },
  setting(key: string): string | undefined {
    return state.settings[key];
  },
};

function showTheme(): void {
  const dark = app.theme === "dark" || (app.theme === "system" && prefersDark.matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

/** Asks the program who is there. Before it answers, the system's theme is shown. */
export async function load(): Promise<void> {
  showTheme();
  prefersDark.addEventListener("change", showTheme);
  const boot = await api.boot();
  state.version = boot.version;
  state.profile = boot.profile;
  state.settings = boot.settings as Record<string, string>;
  state.messagesIn = boot.lang;
  showLang(boot.lang);
  showTheme();
}

/** Keeps a setting; it holds in this window at once, and on a failure until the window is closed. */
export async function setSetting(key: string, value: string): Promise<void> {
  state.settings[key] = value;
  await api.setSetting(key, value);
}

/** Shows the theme at once. Where it cannot be kept, the former one comes back. */
export async function setTheme(theme: Theme): Promise<void> {
  const former = app.theme;
  state.settings["theme"] = theme;
  showTheme();
  try {
    await api.setSetting("theme", theme);
  } catch (thrown) {
    state.settings["theme"] = former;
    showTheme();
    throw thrown;
  }
}

/** Switches the window at once, then tells the program, whose messages follow. Where it cannot, the former language comes back. */
export async function setLang(lang: Lang): Promise<void> {
  const former = state.messagesIn;
  showLang(lang);
  try {
    await api.setLang(lang);
  } catch (thrown) {
    showLang(former);
    throw thrown;
  }
  if (state.profile) state.profile.lang = lang;
  state.messagesIn = lang;
}

export async function setProfile(name: string, lang: Lang): Promise<void> {
  state.profile = await api.setProfile(name, lang);
}
